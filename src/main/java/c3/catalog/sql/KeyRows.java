package c3.catalog.sql;

import c3.catalog.KeyCatalog.Opens;
import c3.model.AccountId;
import c3.model.ApiKey;
import c3.model.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The rows of keys, inside somebody's transaction.
final class KeyRows {
  private static final String SELECT =
      """
      select api_key.id, account_id, api_key.name, prefix, created_at, expires_at, revoked_at
      from api_key join account on account.id = account_id
      where account.removed_at is null
      """;

  private KeyRows() {}

  /// The key of a hash, whosever it is.
  static Optional<Opens> find(Handle handle, Digest hash) {
    return handle
        .createQuery(SELECT + "and hash = :hash")
        .bind("hash", hash)
        .map(KeyRows::opens)
        .findOne();
  }

  /// An account's key.
  static Optional<ApiKey> find(Handle handle, AccountId account, long number) {
    return handle
        .createQuery(SELECT + "and account_id = :account and api_key.id = :number")
        .bind("account", account.number())
        .bind("number", number)
        .map(KeyRows::opens)
        .findOne()
        .map(Opens::key);
  }

  /// An account's keys, newest first.
  static List<ApiKey> list(Handle handle, AccountId account) {
    return handle
        .createQuery(SELECT + "and account_id = :account order by api_key.id desc")
        .bind("account", account.number())
        .map(KeyRows::opens)
        .map(Opens::key)
        .list();
  }

  /// Revokes an account's key, if it has it and it is not revoked already.
  static void revoke(Handle handle, AccountId account, long number, long now) {
    handle.execute(
        """
        update api_key set revoked_at = ?
        where account_id = ? and id = ? and revoked_at is null
        """,
        now,
        account.number(),
        number);
  }

  /// Revokes every key of an account.
  static void revokeAll(Handle handle, AccountId account, long now) {
    handle.execute(
        "update api_key set revoked_at = ? where account_id = ? and revoked_at is null",
        now,
        account.number());
  }

  private static Opens opens(ResultSet row, StatementContext context) throws SQLException {
    return new Opens(
        new AccountId(row.getLong("account_id")),
        new ApiKey(
            row.getLong("id"),
            row.getString("name"),
            row.getString("prefix"),
            Nanos.time(row.getLong("created_at")),
            time(row, "expires_at"),
            time(row, "revoked_at")));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long nanos = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Nanos.time(nanos));
  }
}
