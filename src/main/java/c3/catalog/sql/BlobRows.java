package c3.catalog.sql;

import c3.catalog.BlobCatalog.BlobState;
import c3.catalog.BlobCatalog.Extent;
import c3.catalog.BlobCatalog.Spot;
import c3.catalog.BlobCatalog.StoredBlob;
import c3.model.AccountId;
import c3.model.Digest;
import c3.model.DigestStarts;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The rows of blobs, inside somebody's transaction. The states' numbers are here alone: 1 LIVE, 2
/// CONDEMNED, 3 BAD.
final class BlobRows {
  /// A subselect and not a join: SQLite would go through the whole account for each list.
  static final String FIND =
      """
      select id, digest, size, state,
        (select refs from account_blob
         where account_id = ? and blob_id = blob.id) as refs
      from blob where digest in (<list>)
      """;

  private BlobRows() {}

  /// A blob that an account asked for.
  ///
  /// @param possessed whether the account has it
  record Row(long id, Digest digest, long sizeBytes, BlobState state, boolean possessed) {
    /// Whether the account may be told that it is there.
    boolean present() {
      return possessed && state != BlobState.BAD;
    }
  }

  static BlobState state(int number) {
    return switch (number) {
      case 1 -> BlobState.LIVE;
      case 2 -> BlobState.CONDEMNED;
      case 3 -> BlobState.BAD;
      default -> throw new IllegalArgumentException("no state of a blob: " + number);
    };
  }

  /// The rows of these digests, whoever has them; the others are absent.
  static List<Row> find(Handle handle, AccountId account, Collection<Digest> digests) {
    return Bulk.query(handle, FIND, List.of(account.number()), sorted(digests), BlobRows::row);
  }

  /// In the order of the index, which is kinder to the disk.
  private static List<Digest> sorted(Collection<Digest> digests) {
    return digests.stream().sorted().distinct().toList();
  }

  /// A row of `FIND`, by the columns' numbers: that spares a search for each one's name in each
  /// row.
  private static Row row(ResultSet row) throws SQLException {
    long id = row.getLong(1);
    Digest digest = Digest.ofBytes(row.getBytes(2));
    long sizeBytes = row.getLong(3);
    BlobState state = state(row.getInt(4));
    row.getLong(5);
    return new Row(id, digest, sizeBytes, state, !row.wasNull());
  }

  /// How many blobs an account has, counted up to `max`.
  static int count(Handle handle, AccountId account, int max) {
    return handle
        .createQuery(
            """
            select count(*) from
              (select 1 from account_blob where account_id = :account limit :max) counted
            """)
        .bind("account", account.number())
        .bind("max", max)
        .mapTo(Integer.class)
        .one();
  }

  /// The starts of all digests that an account has, which should be few enough for memory.
  static DigestStarts starts(Handle handle, AccountId account) {
    return DigestStarts.of(
        handle
            .createQuery(
                """
                select substr(blob.digest, 1, 8) from account_blob
                  join blob on blob.id = account_blob.blob_id
                where account_blob.account_id = :account
                """)
            .bind("account", account.number())
            .map((row, context) -> ByteBuffer.wrap(row.getBytes(1)).getLong())
            .list()
            .stream()
            .mapToLong(Long::longValue)
            .toArray());
  }

  static StoredBlob blob(ResultSet row, StatementContext context) throws SQLException {
    return new StoredBlob(
        row.getLong("id"), row.getLong("object_id"), extent(row), state(row.getInt("state")));
  }

  private static Extent extent(ResultSet row) throws SQLException {
    return new Extent(
        Digest.ofBytes(row.getBytes("digest")),
        row.getLong("off"),
        row.getLong("stored_len"),
        row.getLong("size"),
        row.getInt("codec"));
  }

  /// Makes a blob BAD if it lies in that object; whether it does.
  static boolean markBad(Handle handle, Spot spot) {
    return mark(handle, "update blob set state = 3 where digest = ? and object_id = ?", spot);
  }

  /// Makes a BAD blob LIVE if it lies in that object.
  static void markSound(Handle handle, Spot spot) {
    mark(
        handle, "update blob set state = 1 where digest = ? and object_id = ? and state = 3", spot);
  }

  private static boolean mark(Handle handle, String update, Spot spot) {
    return handle.execute(update, spot.digest(), spot.object()) == 1;
  }

  /// Those of these ids whose blobs are there and not BAD.
  static IdSet alive(Handle handle, IdBatch ids) {
    IdSet alive = new IdSet();
    ids.bind(handle.createQuery("select id from blob where id <ids> and state in (1, 2)"))
        .mapTo(Long.class)
        .forEach(alive::add);
    return alive;
  }

  /// How many of these ids have blobs that are not BAD.
  static long countAlive(Handle handle, IdBatch ids) {
    return ids.bind(
            handle.createQuery("select count(*) from blob where id <ids> and state in (1, 2)"))
        .mapTo(Long.class)
        .one();
  }

  /// The digests of these ids, as far as they are there.
  static List<Digest> digests(Handle handle, IdBatch ids) {
    return ids.bind(handle.createQuery("select digest from blob where id <ids>"))
        .map((row, context) -> Digest.ofBytes(row.getBytes("digest")))
        .list();
  }

  /// Takes back what the sweep has condemned, so that its next step passes over it.
  static void revive(Handle handle, IdBatch ids) {
    ids.bind(handle.createUpdate("update blob set state = 1 where id <ids> and state = 2"))
        .execute();
  }

  /// Notes that the account has these blobs; not a charge.
  static void possess(Handle handle, AccountId account, IdBatch ids) {
    ids.bind(
            handle.createUpdate(
                """
                insert into account_blob (account_id, blob_id, refs)
                select :account, id, 0 from blob where id <ids>
                on conflict (account_id, blob_id) do nothing
                """))
        .bind("account", account.number())
        .execute();
  }
}
