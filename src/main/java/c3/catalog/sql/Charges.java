package c3.catalog.sql;

import c3.model.AccountId;
import java.io.IOException;
import org.jdbi.v3.core.Handle;

/// What an account is charged, inside somebody's transaction. `account_blob.refs` counts the
/// charged manifests of the account that name a blob; the account pays for a blob's size while that
/// is not 0.
final class Charges {
  private Charges() {}

  /// Charges one more manifest that names these blobs; returns how many bytes that was. The account
  /// must have them all.
  static long add(Handle handle, AccountId account, IdSet blobs) throws IOException {
    return change(handle, account, blobs, 1);
  }

  /// Releases what one charged manifest fewer sets free. The account possesses the blobs as before.
  static void release(Handle handle, AccountId account, IdSet blobs) throws IOException {
    change(handle, account, blobs, -1);
  }

  private static long change(Handle handle, AccountId account, IdSet blobs, int by)
      throws IOException {
    long[] counted = {0, 0};
    blobs.eachBatch(batch -> {
      // Those that go from no manifest to one, or from one to none.
      counted[0] += by * sizes(handle, account, batch, by > 0 ? 0 : 1);
      counted[1] += count(handle, account, batch, by);
    });
    if (counted[1] != blobs.size()) {
      throw new IOException(
          "account %d has %d of the %d blobs that a manifest names; run `c3 check`"
              .formatted(account.number(), counted[1], blobs.size()));
    }
    handle
        .createUpdate(
            "update account set charged_bytes = charged_bytes + :delta where id = :account")
        .bind("delta", counted[0])
        .bind("account", account.number())
        .execute();
    return counted[0];
  }

  private static long sizes(Handle handle, AccountId account, IdBatch batch, int refs) {
    return batch
        .bind(
            handle.createQuery(
                """
                select coalesce(sum((select size from blob where id = account_blob.blob_id)), 0)
                from account_blob where account_id = :account and blob_id <ids> and refs = :refs
                """))
        .bind("refs", refs)
        .bind("account", account.number())
        .mapTo(Long.class)
        .one();
  }

  private static int count(Handle handle, AccountId account, IdBatch batch, int by) {
    return batch
        .bind(
            handle.createUpdate(
                """
                update account_blob set refs = refs + :by
                where account_id = :account and blob_id <ids>
                """))
        .bind("by", by)
        .bind("account", account.number())
        .execute();
  }

  /// What is charged now.
  static long bytes(Handle handle, AccountId account) {
    return handle
        .createQuery("select charged_bytes from account where id = :account")
        .bind("account", account.number())
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  /// The size of these blobs.
  static long sizes(Handle handle, IdSet blobs) throws IOException {
    long[] sum = {0};
    blobs.eachBatch(batch ->
        sum[0] +=
            batch
                .bind(handle.createQuery("select coalesce(sum(size), 0) from blob where id <ids>"))
                .mapTo(Long.class)
                .one());
    return sum[0];
  }
}
