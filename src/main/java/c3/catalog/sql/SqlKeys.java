package c3.catalog.sql;

import c3.catalog.KeyCatalog;
import c3.model.AccountId;
import c3.model.ApiKey;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Keys as rows, found by their hashes.
final class SqlKeys implements KeyCatalog {
  private final Database database;
  private final Clock clock;

  SqlKeys(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public ApiKey add(AccountId account, NewKey key) throws IOException {
    return database.write(handle -> {
      handle
          .createUpdate(
              """
              insert into api_key (account_id, hash, name, prefix, created_at, expires_at)
              values (:account, :hash, :name, :prefix, :now, :expires)
              on conflict (hash) do nothing
              """)
          .bind("account", account.number())
          .bind("hash", key.hash())
          .bind("name", key.name())
          .bind("prefix", key.prefix())
          .bind("now", Nanos.of(clock.instant()))
          .bind("expires", key.expires().map(Nanos::of))
          .execute();
      return KeyRows.find(handle, key.hash())
          .filter(opens -> opens.account().equals(account))
          .map(Opens::key)
          .orElseThrow(() -> new C3Exception(ErrorCode.CONFLICT, "make another key"));
    });
  }

  @Override
  public Optional<Opens> find(Digest hash) throws IOException {
    return database.read(handle -> KeyRows.find(handle, hash));
  }

  @Override
  public List<ApiKey> list(AccountId account) throws IOException {
    return database.read(handle -> KeyRows.list(handle, account));
  }

  @Override
  public ApiKey revoke(AccountId account, long number) throws IOException {
    return database.write(handle -> {
      KeyRows.revoke(handle, account, number, Nanos.of(clock.instant()));
      return KeyRows.find(handle, account, number).orElseThrow(() -> missing(number));
    });
  }

  private static C3Exception missing(long number) {
    return new C3Exception(
        ErrorCode.NOT_FOUND, "there is no key " + number, Optional.of("c3 apikey list"));
  }
}
