package c3.catalog.sql;

import c3.catalog.BlobCatalog.BlobState;
import c3.catalog.SessionCatalog.Session;
import c3.catalog.SessionCatalog.State;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.DigestStarts;
import c3.model.SessionId;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Which of some digests an account has, for a session that wants to hold them.
///
/// 1. A reader looks the digests up. When the session holds all that are there already, that is
///    all.
/// 2. Otherwise the writer looks again, by id: what was swept or found BAD meanwhile is missing.
///    What is CONDEMNED is LIVE again, and the session holds it, in that same transaction.
final class Presence {
  private final Map<Digest, Long> present = new HashMap<>();
  private final IdSet ids = new IdSet();
  private boolean held;

  private Presence() {}

  /// Step 1; throws `C3Exception` SESSION_CLOSED unless the session is OPEN.
  static Presence look(Handle handle, SessionId id, Collection<Digest> digests) throws IOException {
    Session session = open(handle, id);
    Presence presence = new Presence();
    boolean condemned = false;
    for (BlobRows.Row row : BlobRows.find(handle, session.account(), digests)) {
      if (row.present()) {
        presence.present.put(row.digest(), row.id());
        presence.ids.add(row.id());
        condemned |= row.state() == BlobState.CONDEMNED;
      }
    }
    presence.held = !condemned && SessionRows.holds(handle, id).containsAll(presence.ids);
    return presence;
  }

  /// A session that is OPEN, to be read.
  private static Session open(Handle handle, SessionId id) throws C3Exception {
    Session session = SessionRows.find(handle, id).orElseThrow(() -> SessionRows.missing(id));
    if (session.state() != State.OPEN) {
      throw SessionRows.closed(session);
    }
    return session;
  }

  /// The starts of all digests that a session's account has, unless they are more than `most`;
  /// throws `C3Exception` SESSION_CLOSED unless the session is OPEN.
  static Optional<DigestStarts> all(Handle handle, SessionId id, int most) throws IOException {
    AccountId account = open(handle, id).account();
    return BlobRows.count(handle, account, most + 1) > most
        ? Optional.empty()
        : Optional.of(BlobRows.starts(handle, account));
  }

  /// Whether nothing is left to do.
  boolean isHeld() {
    return held;
  }

  /// Step 2; throws `C3Exception` SESSION_CLOSED unless the session is still OPEN.
  Presence hold(Handle handle, SessionId session) throws IOException {
    SessionRows.open(handle, session);
    IdSet alive = new IdSet();
    ids.eachBatch(batch -> {
      alive.addAll(BlobRows.alive(handle, batch));
      BlobRows.revive(handle, batch);
    });
    present.values().removeIf(id -> !alive.contains(id));
    IdSet holds = SessionRows.holds(handle, session);
    holds.addAll(alive);
    SessionRows.hold(handle, session, holds);
    held = true;
    return this;
  }

  /// The digests that are there and, by now, held.
  Set<Digest> present() {
    return present.keySet();
  }
}
