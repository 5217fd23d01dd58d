package c3.catalog.sql;

import c3.catalog.AccountCatalog;
import c3.model.Account;
import c3.model.AccountId;
import c3.model.AccountName;
import c3.model.Balance;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// Accounts as rows.
final class SqlAccounts implements AccountCatalog {
  private static final String SELECT =
      "select id, name, quota_bytes, jobs_max from account where removed_at is null ";

  private final Database database;
  private final Clock clock;

  SqlAccounts(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Account add(AccountName name, long quotaBytes) throws IOException {
    return database.write(handle -> {
      handle
          .createUpdate(
              """
              insert into account (name, quota_bytes, charged_bytes) values (:name, :quota, 0)
              on conflict (name) do update set removed_at = null
              """)
          .bind("name", name.text())
          .bind("quota", quotaBytes)
          .execute();
      return find(handle, name).orElseThrow();
    });
  }

  @Override
  public void remove(AccountId account) throws IOException {
    long now = Nanos.of(clock.instant());
    database.write(handle -> {
      KeyRows.revokeAll(handle, account, now);
      MemberRows.removeAll(handle, account);
      return handle.execute(
          "update account set removed_at = ? where id = ? and removed_at is null",
          now,
          account.number());
    });
  }

  @Override
  public Optional<Account> find(AccountName name) throws IOException {
    return database.read(handle -> find(handle, name));
  }

  private static Optional<Account> find(Handle handle, AccountName name) {
    return handle
        .createQuery(SELECT + "and name = :name")
        .bind("name", name.text())
        .map(SqlAccounts::account)
        .findOne();
  }

  @Override
  public Optional<Account> find(AccountId account) throws IOException {
    return database.read(handle -> find(handle, account));
  }

  static Optional<Account> find(Handle handle, AccountId account) {
    return handle
        .createQuery(SELECT + "and id = :id")
        .bind("id", account.number())
        .map(SqlAccounts::account)
        .findOne();
  }

  @Override
  public List<Account> list() throws IOException {
    return database.read(
        handle -> handle.createQuery(SELECT + "order by name").map(SqlAccounts::account).list());
  }

  private static Account account(ResultSet row, StatementContext context) throws SQLException {
    return new Account(
        new AccountId(row.getLong("id")),
        new AccountName(row.getString("name")),
        row.getLong("quota_bytes"),
        row.getLong("jobs_max"));
  }

  @Override
  public void bound(AccountId account, long quotaBytes, long jobsMax) throws IOException {
    database.write(handle ->
        handle.execute(
            "update account set quota_bytes = ?, jobs_max = ? where id = ?",
            quotaBytes,
            jobsMax,
            account.number()));
  }

  @Override
  public Balance balance(AccountId account) throws IOException {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select charged_bytes, quota_bytes,
                  (select coalesce(sum(bytes), 0) from manifest
                   where account_id = :account and state = 1 and kind <> 'WORKSPACE') as logical,
                  stored, uncharged,
                  (select count(*) from job
                   where account_id = :account and manifest_id is not null) as jobs,
                  (select count(distinct dataset_id)
                   from dataset join dataset_version on dataset_id = dataset.id
                     join manifest on manifest.id = dataset_version.manifest_id
                   where dataset.account_id = :account and manifest.state = 1) as datasets
                from account,
                  (select
                     coalesce(sum(case when refs > 0 then stored_len end), 0) as stored,
                     coalesce(sum(case when refs = 0 and blob_id not in
                       (select blob_id from manifest
                        where account_id = :account and state = 1 and kind <> 'WORKSPACE')
                       then stored_len end), 0) as uncharged
                   from account_blob join blob on blob.id = account_blob.blob_id
                   where account_blob.account_id = :account) as held
                where id = :account
                """)
            .bind("account", account.number())
            .map(SqlAccounts::balance)
            .one());
  }

  private static Balance balance(ResultSet row, StatementContext context) throws SQLException {
    return new Balance(
        row.getLong("charged_bytes"),
        row.getLong("logical"),
        row.getLong("stored"),
        row.getLong("uncharged"),
        row.getLong("quota_bytes"),
        row.getLong("jobs"),
        row.getLong("datasets"));
  }
}
