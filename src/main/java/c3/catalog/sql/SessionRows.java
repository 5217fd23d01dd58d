package c3.catalog.sql;

import c3.catalog.SessionCatalog.Session;
import c3.catalog.SessionCatalog.State;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.model.JobId;
import c3.model.SessionId;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The rows of sessions, inside somebody's transaction.
final class SessionRows {
  private SessionRows() {}

  private static final String BY_ID =
      "select id, account_id, job_id, state, expires_at from session where id = :id";

  static Optional<Session> find(Handle handle, SessionId id) {
    return handle.createQuery(BY_ID).bind("id", id.text()).map(SessionRows::session).findOne();
  }

  /// The session, to be changed; throws `C3Exception` NOT_FOUND when there is none.
  static Session existing(Handle handle, SessionId id) throws C3Exception {
    return handle
        .createQuery(BY_ID + " <lock>")
        .bind("id", id.text())
        .map(SessionRows::session)
        .findOne()
        .orElseThrow(() -> missing(id));
  }

  /// The session, to be changed; throws `C3Exception` SESSION_CLOSED unless it is OPEN.
  static Session open(Handle handle, SessionId id) throws C3Exception {
    Session session = existing(handle, id);
    if (session.state() != State.OPEN) {
      throw closed(session);
    }
    return session;
  }

  static C3Exception missing(SessionId id) {
    return new C3Exception(
        ErrorCode.NOT_FOUND,
        "there is no upload session " + id,
        Optional.of("start the upload again"));
  }

  static Session session(ResultSet row, StatementContext context) throws SQLException {
    return new Session(
        new SessionId(row.getString("id")),
        new AccountId(row.getLong("account_id")),
        Optional.ofNullable(row.getString("job_id")).map(JobId::new),
        State.valueOf(row.getString("state")),
        Nanos.time(row.getLong("expires_at")));
  }

  static C3Exception closed(Session session) {
    String state = session.state() == State.OPEN ? "EXPIRED" : session.state().name();
    return new C3Exception(
        ErrorCode.SESSION_CLOSED,
        "the upload session " + session.id() + " is " + state,
        Optional.of("start the upload again"));
  }

  /// What an OPEN session holds.
  static IdSet holds(Handle handle, SessionId id) throws IOException {
    byte[] bytes =
        handle
            .createQuery("select holds from session where id = :id and state = 'OPEN'")
            .bind("id", id.text())
            .mapTo(byte[].class)
            .one();
    return IdSet.read(bytes);
  }

  /// The session, about to be committed; throws `C3Exception` SESSION_CLOSED unless it is OPEN and
  /// its end has not come.
  static Session committable(Handle handle, SessionId id, Instant now) throws C3Exception {
    Session session = open(handle, id);
    if (!session.expires().isAfter(now)) {
      throw closed(session);
    }
    return session;
  }

  /// Whether a COMMITTED session was committed with this manifest.
  static boolean committed(Handle handle, SessionId id, Digest manifest) {
    return handle
        .createQuery(
            """
            select 1 from session join manifest on manifest.id = session.manifest_id
            where session.id = :id and session.state = 'COMMITTED' and manifest.digest = :digest
            """)
        .bind("id", id.text())
        .bind("digest", manifest)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /// Notes what a session was committed with.
  static void commit(Handle handle, SessionId id, long manifest) {
    handle
        .createUpdate("update session set manifest_id = :manifest where id = :id")
        .bind("id", id.text())
        .bind("manifest", manifest)
        .execute();
    end(handle, id, State.COMMITTED);
  }

  static void hold(Handle handle, SessionId id, IdSet holds) {
    handle
        .createUpdate("update session set holds = :holds where id = :id and state = 'OPEN'")
        .bind("id", id.text())
        .bind("holds", holds.bytes())
        .execute();
  }

  /// Ends an OPEN session: what only it held may be swept, and objects that it was about to name
  /// are deleted.
  static void end(Handle handle, SessionId id, State state) {
    handle
        .createUpdate(
            "update session set state = :state, holds = null where id = :id and state = 'OPEN'")
        .bind("id", id.text())
        .bind("state", state.name())
        .execute();
    handle
        .createUpdate("update object set state = 2 where session_id = :id and state = 0")
        .bind("id", id.text())
        .execute();
  }
}
