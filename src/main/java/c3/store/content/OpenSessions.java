package c3.store.content;

import c3.catalog.SessionCatalog.NewSession;
import c3.catalog.SessionCatalog.Session;
import c3.catalog.SessionCatalog.State;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Lease;
import c3.model.SessionId;
import c3.store.SessionRequest;
import c3.store.intake.SessionIntake;
import c3.store.intake.StoreGround;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The sessions that this process has seen. What must outlive the process is in the catalog; here
/// is only what has arrived of files, and when a session was renewed. Safe for many threads.
final class OpenSessions {
  private final StoreParts parts;
  private final StoreGround ground;
  private final Map<SessionId, StoredSession> sessions = new ConcurrentHashMap<>();

  OpenSessions(StoreParts parts, StoreGround ground) {
    this.parts = parts;
    this.ground = ground;
  }

  StoredSession open(AccountId account, SessionRequest request) throws IOException {
    Session session =
        parts
            .catalog()
            .sessions()
            .open(
                new NewSession(
                    ground.names().session(),
                    request.key(),
                    account,
                    request.lease().map(Lease::job),
                    parts.limits().sessionTime(),
                    parts.limits().sessionsOpenMax()));
    return stored(session.id());
  }

  /// An open session of this account; see `IncomingUploads.session`.
  StoredSession find(AccountId account, SessionId id) throws IOException {
    Session session =
        parts
            .catalog()
            .sessions()
            .find(id)
            .filter(found -> found.account().equals(account))
            .orElseThrow(() -> new C3Exception(ErrorCode.NOT_FOUND, "there is no session " + id));
    if (session.state() != State.OPEN) {
      ended(id);
      throw new C3Exception(ErrorCode.SESSION_CLOSED, "session " + id + " has ended");
    }
    StoredSession stored = stored(id);
    stored.touch();
    return stored;
  }

  private StoredSession stored(SessionId id) {
    return sessions.computeIfAbsent(
        id, _ -> new StoredSession(id, parts, this, new SessionIntake(ground, id)));
  }

  /// Every session that this process remembers.
  Set<SessionId> known() {
    return Set.copyOf(sessions.keySet());
  }

  /// Forgets a session that has ended and removes its drafts.
  void ended(SessionId id) throws IOException {
    StoredSession known = sessions.remove(id);
    SessionIntake intake = known == null ? new SessionIntake(ground, id) : known.intake();
    intake.end();
  }
}
