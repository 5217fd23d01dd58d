package c3.catalog.sql;

import c3.catalog.BlobCatalog.BlobState;
import c3.catalog.BlobCatalog.Extent;
import c3.catalog.BlobCatalog.Place;
import c3.model.AccountId;
import c3.model.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Where blobs lie, inside somebody's transaction. A download of many small files asks for all of
/// theirs: columns are read by number, which spares a search for each one's name in each row, and
/// what is said of an object is read once, since thousands of blobs lie in one.
final class PlaceRows {
  static final String POSSESSED =
      """
      select blob.digest, blob.size, blob.off, blob.stored_len, blob.codec, blob.state,
        object.id, object.kind, object.sha256
      from blob join object on object.id = blob.object_id
      where (select refs from account_blob
             where account_id = ? and blob_id = blob.id) is not null
        and blob.digest in (<list>)
      """;

  private static final String OF_ANY =
      """
      select blob.digest, blob.size, blob.off, blob.stored_len, blob.codec, blob.state,
        object.id, object.kind, object.sha256, blob.id
      from blob join object on object.id = blob.object_id
      where blob.digest in (<list>)
      """;

  private final Map<Digest, Place> places;
  private final Map<Long, Held> objects = new HashMap<>();

  private PlaceRows(int count) {
    this.places = HashMap.newHashMap(count);
  }

  /// What is said of an object.
  private record Held(char kind, Digest sha256) {}

  /// Where these blobs lie, of those that the account has.
  static Map<Digest, Place> possessed(Handle handle, AccountId account, List<Digest> digests) {
    PlaceRows rows = new PlaceRows(digests.size());
    Bulk.each(handle, POSSESSED, List.of(account.number()), digests, rows::add);
    return rows.places;
  }

  /// Where these blobs lie, of those whose ids are in a set.
  static Map<Digest, Place> among(Handle handle, IdSet ids, List<Digest> digests) {
    PlaceRows rows = new PlaceRows(digests.size());
    Bulk.each(
        handle,
        OF_ANY,
        List.of(),
        digests,
        row -> {
          if (ids.contains(row.getLong(10))) {
            rows.add(row);
          }
        });
    return rows.places;
  }

  private void add(ResultSet row) throws SQLException {
    Extent extent =
        new Extent(
            Digest.ofBytes(row.getBytes(1)),
            row.getLong(3),
            row.getLong(4),
            row.getLong(2),
            row.getInt(5));
    boolean bad = BlobRows.state(row.getInt(6)) == BlobState.BAD;
    long object = row.getLong(7);
    Held held = objects.get(object);
    if (held == null) {
      held = new Held(row.getString(8).charAt(0), Digest.ofBytes(row.getBytes(9)));
      objects.put(object, held);
    }
    places.put(extent.digest(), new Place(held.kind(), object, held.sha256(), extent, bad));
  }
}
