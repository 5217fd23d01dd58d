package c3.catalog.sql;

import c3.catalog.BlobCatalog.BlobState;
import c3.catalog.BlobCatalog.Extent;
import c3.catalog.BlobCatalog.LiveObject;
import c3.model.Digest;
import c3.model.SessionId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// W4 in one transaction: objects that are durable, and the blobs in them.
///
/// 1. Every new digest gets a row.
/// 2. A digest that has one keeps its place; a CONDEMNED one is LIVE again, a BAD one moves here.
/// 3. An object in which some blob now lies is LIVE; any other is DELETING.
///
/// Makes the ids of all blobs, for whoever holds them.
final class Publication {
  private static final String INSERT =
      """
      insert into blob
        (id, digest, size, off, stored_len, codec, object_id, created_at, state, verified)
      values <list>
      on conflict (digest) do nothing
      """;

  /// How many values are bound for each row; the others are the same in all rows of an object.
  private static final int ROW_VALUES = 6;

  private final Database database;
  private final Handle handle;
  private final SessionId session;
  private final Instant now;
  private final IdSet ids = new IdSet();
  private final Set<Long> robbed = new HashSet<>();
  private final List<RecentBlobs.Blob> made = new ArrayList<>();
  private long nextId;

  Publication(Database database, Handle handle, SessionId session, Instant now) {
    this.database = database;
    this.handle = handle;
    this.session = session;
    this.now = now;
  }

  /// A row that is there.
  private record Row(long id, Digest digest, BlobState state, long object) {}

  /// The ids of everything that was published. Objects come one after the other, so that a digest
  /// that is in two lies in the first.
  IdSet publish(List<LiveObject> objects) {
    long count = objects.stream().mapToLong(object -> object.extents().size()).sum();
    nextId = database.takeIds(handle, "blob", count);
    for (LiveObject object : objects) {
      ObjectRows.settle(handle, session, object.object(), record(object));
    }
    robbed.forEach(object -> ObjectRows.release(handle, object));
    return ids;
  }

  /// Those that had no row before.
  List<RecentBlobs.Blob> made() {
    return made;
  }

  /// Records what lies in an object; returns how many bytes of it blobs name.
  private long record(LiveObject object) {
    long liveBytes = 0;
    String row = "(?, ?, ?, ?, ?, ?, " + object.object() + ", " + Nanos.of(now) + ", 1, 1)";
    try (Bulk inserts = new Bulk(handle, INSERT, row)) {
      for (List<Extent> some : Batches.of(stored(object), Batches.ROWS_MAX)) {
        long first = nextId;
        nextId += some.size();
        int inserted = inserts.change(some.size(), insert -> bind(first, some, insert));
        liveBytes +=
            inserted == some.size() ? madeAll(first, some) : tellApart(first, some, object);
      }
    }
    return liveBytes;
  }

  /// In the order of the index, which writes fewer pages, and equal digests in the object's: the
  /// first counts. The empty blob, the only one without stored bytes, is never recorded.
  private static List<Extent> stored(LiveObject object) {
    List<Extent> stored = new ArrayList<>(object.extents().size());
    for (Extent extent : object.extents()) {
      if (extent.storedBytes() > 0) {
        stored.add(extent);
      } else if (!extent.digest().equals(Digest.EMPTY)) {
        throw new IllegalArgumentException("no bytes are stored of " + extent.digest());
      }
    }
    stored.sort(Comparator.comparing(Extent::digest));
    return stored;
  }

  private static void bind(long first, List<Extent> some, PreparedStatement insert)
      throws SQLException {
    long id = first;
    int next = 0;
    for (Extent extent : some) {
      bind(id++, extent, insert, next);
      next += ROW_VALUES;
    }
  }

  /// @param values how many values the rows before have
  private static void bind(long id, Extent extent, PreparedStatement insert, int values)
      throws SQLException {
    insert.setLong(values + 1, id);
    insert.setBytes(values + 2, extent.digest().bytes());
    insert.setLong(values + 3, extent.sizeBytes());
    insert.setLong(values + 4, extent.offset());
    insert.setLong(values + 5, extent.storedBytes());
    insert.setInt(values + 6, extent.codec());
  }

  private long madeAll(long first, List<Extent> some) {
    ids.addRun(first, some.size());
    long id = first;
    long liveBytes = 0;
    for (Extent extent : some) {
      liveBytes += made(id++, extent);
    }
    return liveBytes;
  }

  private long made(long id, Extent extent) {
    made.add(new RecentBlobs.Blob(id, extent.digest(), extent.sizeBytes()));
    return extent.storedBytes();
  }

  /// Tells those that were inserted from those that had a row. The database is asked only here: in
  /// nearly every batch all are new.
  private long tellApart(long first, List<Extent> some, LiveObject object) {
    Map<Digest, Extent> extents = new HashMap<>();
    some.forEach(extent -> extents.putIfAbsent(extent.digest(), extent));
    List<Row> rows = find(List.copyOf(extents.keySet()));
    if (rows.size() != extents.size()) {
      throw new IllegalStateException("a blob that was recorded has no row");
    }
    long liveBytes = 0;
    for (Row row : rows) {
      Extent extent = Objects.requireNonNull(extents.get(row.digest()));
      ids.add(row.id());
      boolean inserted = row.id() >= first && row.id() < first + some.size();
      liveBytes += inserted ? made(row.id(), extent) : keep(row, extent, object);
    }
    return liveBytes;
  }

  private List<Row> find(List<Digest> digests) {
    return handle
        .createQuery(
            "select id, digest, state, object_id from blob where digest in (<digests>) <lock>")
        .bindList("digests", digests)
        .map((row, context) ->
            new Row(
                row.getLong("id"),
                digest(row),
                BlobRows.state(row.getInt("state")),
                row.getLong("object_id")))
        .list();
  }

  private static Digest digest(ResultSet row) throws SQLException {
    return Digest.ofBytes(row.getBytes("digest"));
  }

  private long keep(Row row, Extent better, LiveObject object) {
    switch (row.state()) {
      case LIVE -> {}
      case CONDEMNED -> handle.execute("update blob set state = 1 where id = ?", row.id());
      case BAD -> {
        move(row.id(), better, object);
        robbed.add(row.object());
        return better.storedBytes();
      }
    }
    return 0;
  }

  private void move(long id, Extent better, LiveObject object) {
    handle
        .createUpdate(
            """
            update blob
            set state = 1, object_id = :object, off = :off, stored_len = :stored,
              codec = :codec, verified = 1
            where id = :id
            """)
        .bind("object", object.object())
        .bind("off", better.offset())
        .bind("stored", better.storedBytes())
        .bind("codec", better.codec())
        .bind("id", id)
        .execute();
  }
}
