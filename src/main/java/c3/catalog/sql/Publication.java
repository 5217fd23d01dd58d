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
        (digest, size, created_at, object_id, off, stored_len, codec, state, verified)
      values <list>
      on conflict (digest) do nothing
      returning id, digest
      """;
  private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, 1, 1)";

  private final Handle handle;
  private final SessionId session;
  private final Instant now;
  private final IdSet ids = new IdSet();
  private final Map<Long, Long> liveBytes = new HashMap<>();
  private final Set<Long> robbed = new HashSet<>();
  private final List<RecentBlobs.Blob> made = new ArrayList<>();

  Publication(Handle handle, SessionId session, Instant now) {
    this.handle = handle;
    this.session = session;
    this.now = now;
  }

  /// A row that was there before.
  private record OldBlob(long id, Digest digest, BlobState state, long object) {}

  /// A row to insert.
  private record NewBlob(long object, Extent extent) {
    Digest digest() {
      return extent.digest();
    }
  }

  /// The ids of everything that was published.
  IdSet publish(List<LiveObject> objects) {
    try (Bulk inserts = new Bulk(handle, INSERT, ROW)) {
      for (List<NewBlob> some : Batches.of(blobs(objects), Batches.ROWS_MAX)) {
        record(some, insert(inserts, some));
      }
    }
    for (LiveObject object : objects) {
      long live = liveBytes.getOrDefault(object.object(), 0L);
      ObjectRows.settle(handle, session, object.object(), live);
    }
    robbed.forEach(object -> ObjectRows.release(handle, object));
    return ids;
  }

  /// Those that had no row before.
  List<RecentBlobs.Blob> made() {
    return made;
  }

  /// Each digest once, in the order of the index, which writes fewer pages. The empty blob, the
  /// only one without stored bytes, is never recorded.
  private List<NewBlob> blobs(List<LiveObject> objects) {
    Map<Digest, NewBlob> first = new HashMap<>();
    for (LiveObject object : objects) {
      for (Extent extent : object.extents()) {
        if (extent.storedBytes() <= 0 && !extent.digest().equals(Digest.EMPTY)) {
          throw new IllegalArgumentException("no bytes are stored of " + extent.digest());
        }
        if (extent.storedBytes() > 0) {
          first.putIfAbsent(extent.digest(), new NewBlob(object.object(), extent));
        }
      }
    }
    return first.values().stream().sorted(Comparator.comparing(NewBlob::digest)).toList();
  }

  private void record(List<NewBlob> some, Map<Digest, Long> inserted) {
    Map<Digest, NewBlob> known = new HashMap<>();
    for (NewBlob blob : some) {
      Long id = inserted.get(blob.digest());
      if (id == null) {
        known.put(blob.digest(), blob);
      } else {
        ids.add(id);
        made.add(new RecentBlobs.Blob(id, blob.digest(), blob.extent().sizeBytes()));
        lies(blob);
      }
    }
    for (List<Digest> old : Batches.of(List.copyOf(known.keySet()), Batches.ROWS_MAX)) {
      for (OldBlob blob : find(old)) {
        keep(blob, known);
      }
    }
  }

  private Map<Digest, Long> insert(Bulk inserts, List<NewBlob> some) {
    Map<Digest, Long> inserted = new HashMap<>();
    inserts.rows(
        some.size(),
        insert -> bind(some, insert),
        row -> inserted.put(Digest.ofBytes(row.getBytes(2)), row.getLong(1)));
    return inserted;
  }

  private void bind(List<NewBlob> some, PreparedStatement insert) throws SQLException {
    int next = 0;
    for (NewBlob blob : some) {
      Extent extent = blob.extent();
      insert.setBytes(++next, extent.digest().bytes());
      insert.setLong(++next, extent.sizeBytes());
      insert.setLong(++next, Nanos.of(now));
      insert.setLong(++next, blob.object());
      insert.setLong(++next, extent.offset());
      insert.setLong(++next, extent.storedBytes());
      insert.setInt(++next, extent.codec());
    }
  }

  private List<OldBlob> find(List<Digest> digests) {
    return handle
        .createQuery(
            "select id, digest, state, object_id from blob where digest in (<digests>) <lock>")
        .bindList("digests", digests)
        .map((row, context) ->
            new OldBlob(
                row.getLong("id"),
                digest(row),
                BlobRows.state(row.getInt("state")),
                row.getLong("object_id")))
        .list();
  }

  private static Digest digest(ResultSet row) throws SQLException {
    return Digest.ofBytes(row.getBytes("digest"));
  }

  private void keep(OldBlob old, Map<Digest, NewBlob> known) {
    ids.add(old.id());
    if (old.state() == BlobState.BAD) {
      NewBlob better = Objects.requireNonNull(known.get(old.digest()));
      move(old, better);
      lies(better);
      robbed.add(old.object());
    } else if (old.state() == BlobState.CONDEMNED) {
      handle.execute("update blob set state = 1 where id = ?", old.id());
    }
  }

  private void move(OldBlob old, NewBlob better) {
    handle
        .createUpdate(
            """
            update blob
            set state = 1, object_id = :object, off = :off, stored_len = :stored,
              codec = :codec, verified = 1
            where id = :id
            """)
        .bind("object", better.object())
        .bind("off", better.extent().offset())
        .bind("stored", better.extent().storedBytes())
        .bind("codec", better.extent().codec())
        .bind("id", old.id())
        .execute();
  }

  private void lies(NewBlob blob) {
    liveBytes.merge(blob.object(), blob.extent().storedBytes(), Long::sum);
  }
}
