package c3.catalog.sql;

import c3.catalog.BlobCatalog.NewObject;
import c3.catalog.BlobCatalog.ObjectState;
import c3.catalog.BlobCatalog.StoredObject;
import c3.model.Digest;
import c3.model.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The rows of objects, inside somebody's transaction. The states' numbers are here and where a
/// session ends: 0 PENDING, 1 LIVE, 2 DELETING, 3 QUARANTINED.
final class ObjectRows {
  private ObjectRows() {}

  static StoredObject object(ResultSet row, StatementContext context) throws SQLException {
    return new StoredObject(
        row.getLong("id"),
        row.getString("kind").charAt(0),
        Digest.ofBytes(row.getBytes("sha256")),
        row.getLong("size"),
        state(row.getInt("state")));
  }

  private static ObjectState state(int number) {
    return switch (number) {
      case 0 -> ObjectState.PENDING;
      case 1 -> ObjectState.LIVE;
      case 2 -> ObjectState.DELETING;
      case 3 -> ObjectState.QUARANTINED;
      default -> throw new IllegalArgumentException("no state of an object: " + number);
    };
  }

  static long intend(Handle handle, SessionId session, NewObject object, Instant now) {
    return handle
        .createQuery(
            """
            insert into object (kind, sha256, size, state, session_id, created_at, live_bytes)
            values (:kind, :sha256, :size, 0, :session, :now, 0)
            returning id
            """)
        .bind("kind", String.valueOf(object.kind()))
        .bind("sha256", object.sha256())
        .bind("size", object.sizeBytes())
        .bind("session", session.text())
        .bind("now", Nanos.of(now))
        .mapTo(Long.class)
        .one();
  }

  /// A PENDING object of the session becomes LIVE, or DELETING when nothing lies in it.
  ///
  /// @param liveBytes how much of it blobs name; 0 when no blob does
  static void settle(Handle handle, SessionId session, long object, long liveBytes) {
    int changed =
        handle
            .createUpdate(
                """
                update object set state = :state, live_bytes = :live
                where id = :id and state = 0 and session_id = :session
                """)
            .bind("state", liveBytes > 0 ? 1 : 2)
            .bind("live", liveBytes)
            .bind("id", object)
            .bind("session", session.text())
            .execute();
    if (changed != 1) {
      throw new IllegalStateException(
          "object " + object + " was not announced by the session " + session);
    }
  }

  /// An object from which blobs were taken away becomes DELETING when none is left.
  static void release(Handle handle, long object) {
    handle
        .createUpdate(
            """
            update object set state = 2
            where id = :id and state in (1, 3)
              and not exists (select 1 from blob where object_id = :id)
              and not exists (select 1 from extent where object_id = :id)
            """)
        .bind("id", object)
        .execute();
    handle
        .createUpdate(
            """
            update object set live_bytes =
              (select coalesce(sum(stored_len), 0) from blob where object_id = :id)
            where id = :id
            """)
        .bind("id", object)
        .execute();
  }
}
