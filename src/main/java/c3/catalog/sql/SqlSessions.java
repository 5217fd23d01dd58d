package c3.catalog.sql;

import c3.catalog.SessionCatalog;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.JobId;
import c3.model.SessionId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Sessions as rows. What a session holds is a set of blob ids in its row, so a server that is
/// killed finds every hold again.
final class SqlSessions implements SessionCatalog {
  private final Database database;
  private final Clock clock;

  SqlSessions(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Session open(NewSession wanted) throws IOException {
    return database.write(handle -> {
      Instant expires = clock.instant().plus(wanted.ttl());
      Optional<Session> same = sameKey(handle, wanted);
      if (same.isPresent()) {
        return again(handle, same.get(), wanted, expires);
      }
      if (wanted.job().isPresent()) {
        abortOthers(handle, wanted.job().get());
      } else {
        checkBound(handle, wanted);
      }
      insert(handle, wanted, expires);
      return SessionRows.existing(handle, wanted.id());
    });
  }

  private static Optional<Session> sameKey(Handle handle, NewSession wanted) {
    return handle
        .createQuery(
            """
            select id, account_id, job_id, state, expires_at from session
            where account_id = :account and key = :key and state in ('OPEN', 'COMMITTED') <lock>
            """)
        .bind("account", wanted.account().number())
        .bind("key", wanted.key())
        .map(SessionRows::session)
        .findOne();
  }

  private static Session again(Handle handle, Session same, NewSession wanted, Instant expires)
      throws C3Exception {
    if (!same.job().equals(wanted.job())) {
      throw new C3Exception(
          ErrorCode.CONFLICT, "the key " + wanted.key() + " was used for another job's upload");
    }
    return same.state() == State.OPEN ? renewed(handle, same, expires) : same;
  }

  private static Session renewed(Handle handle, Session session, Instant expires) {
    handle
        .createUpdate("update session set expires_at = :expires where id = :id")
        .bind("id", session.id().text())
        .bind("expires", Nanos.of(expires))
        .execute();
    return new Session(session.id(), session.account(), session.job(), session.state(), expires);
  }

  private static void abortOthers(Handle handle, JobId job) {
    handle
        .createQuery("select id from session where job_id = :job and state = 'OPEN'")
        .bind("job", job.text())
        .mapTo(String.class)
        .list()
        .forEach(other -> SessionRows.end(handle, new SessionId(other), State.ABORTED));
  }

  /// In the transaction that adds the session, so that of two at once only one takes the last
  /// place.
  private void checkBound(Handle handle, NewSession wanted) throws C3Exception {
    int open =
        handle
            .createQuery(
                """
                select count(*) from session where state = 'OPEN' and expires_at > :now
                and account_id = :account and job_id is null
                """)
            .bind("now", Nanos.of(clock.instant()))
            .bind("account", wanted.account().number())
            .mapTo(Integer.class)
            .one();
    if (open >= wanted.openMax()) {
      throw new C3Exception(
          ErrorCode.CONCURRENCY_LIMIT,
          "%d of your uploads are open, and no more may be at once".formatted(open),
          Optional.of("wait for one to end; one that was broken off ends after an hour"));
    }
  }

  private static void insert(Handle handle, NewSession wanted, Instant expires) {
    handle
        .createUpdate(
            """
            insert into session (id, account_id, key, job_id, state, expires_at, holds)
            values (:id, :account, :key, :job, 'OPEN', :expires, :holds)
            """)
        .bind("id", wanted.id().text())
        .bind("account", wanted.account().number())
        .bind("key", wanted.key())
        .bind("job", wanted.job().map(JobId::text))
        .bind("expires", Nanos.of(expires))
        .bind("holds", new IdSet().bytes())
        .execute();
  }

  @Override
  public Optional<Session> find(SessionId id) throws IOException {
    return database.read(handle -> SessionRows.find(handle, id));
  }

  @Override
  public Session renew(SessionId id, Duration ttl) throws IOException {
    return database.write(
        handle -> renewed(handle, SessionRows.open(handle, id), clock.instant().plus(ttl)));
  }

  @Override
  public void abort(SessionId id) throws IOException {
    database.writeAtLast(handle -> {
      Optional<Session> open =
          SessionRows.find(handle, id).filter(session -> session.state() == State.OPEN);
      open.ifPresent(session -> SessionRows.end(handle, id, State.ABORTED));
      return open;
    });
  }

  @Override
  public List<SessionId> expire(Duration grace) throws IOException {
    return database.writeAtLast(handle -> {
      List<SessionId> late =
          handle
              .createQuery(
                  """
                  select id from session where state = 'OPEN' and expires_at < :before
                  order by expires_at
                  """)
              .bind("before", Nanos.of(clock.instant().minus(grace)))
              .map((row, context) -> new SessionId(row.getString("id")))
              .list();
      late.forEach(id -> SessionRows.end(handle, id, State.EXPIRED));
      return late;
    });
  }

  /// A transaction for some at a time: uploads wait for the one writer.
  @Override
  public void forget(Duration age) throws IOException {
    List<String> old;
    do {
      old =
          database.read(handle ->
              handle
                  .createQuery(
                      """
                      select id from session where state <> 'OPEN' and expires_at < :before limit :max
                      """)
                  .bind("before", Nanos.of(clock.instant().minus(age)))
                  .bind("max", Batches.LIST_MAX)
                  .mapTo(String.class)
                  .list());
      delete(old);
    } while (old.size() == Batches.LIST_MAX);
  }

  private void delete(List<String> ids) throws IOException {
    if (!ids.isEmpty()) {
      database.writeAtLast(handle ->
          handle
              .createUpdate("delete from session where id in (<ids>)")
              .bindList("ids", ids)
              .execute());
    }
  }

  @Override
  public List<Session> open() throws IOException {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select id, account_id, job_id, state, expires_at from session
                where state = 'OPEN' order by id
                """)
            .map(SessionRows::session)
            .list());
  }
}
