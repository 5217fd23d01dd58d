package c3.server.routes;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.DigestStarts;
import c3.model.ErrorCode;
import c3.model.SessionId;
import c3.store.DropFolder;
import c3.store.IncomingSession;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.wire.Route;
import c3.wire.codec.CommitAnswerJson;
import c3.wire.codec.OpenedSessionJson;
import c3.wire.codec.PublishRequestJson;
import c3.wire.codec.SessionRequestJson;
import c3.wire.frame.DigestBytes;
import c3.wire.frame.DigestStartsBytes;
import c3.wire.message.CommitAnswer;
import c3.wire.message.OpenedSession;
import c3.wire.message.PublishRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Uploads in progress: opened, kept, ended, and asked what they lack.
public final class SessionRoutes implements RouteTable.RouteGroup {
  /// Opening is repeatable, also once the session was committed, and a disk on which no folder can
  /// be made may hold all that is named already: whoever sends will be told.
  private static final Set<ErrorCode> WITHOUT_FOLDER =
      EnumSet.of(
          ErrorCode.SESSION_CLOSED,
          ErrorCode.STORAGE_FULL,
          ErrorCode.STORAGE_READ_ONLY,
          ErrorCode.STORAGE_FAILED);

  private final SessionRequestJson requests = new SessionRequestJson();
  private final OpenedSessionJson opened = new OpenedSessionJson();
  private final CommitAnswerJson commits = new CommitAnswerJson();
  private final Reach reach;
  private final HttpServerLimits limits;

  public SessionRoutes(Reach reach, HttpServerLimits limits) {
    this.reach = reach;
    this.limits = limits;
  }

  @Override
  public void addTo(RouteTable table) {
    table.add(Route.OPEN, this::open);
    table.add(Route.RENEW, this::renew);
    table.add(Route.ABORT, this::abort);
    table.add(Route.COMMIT, this::commit);
    table.add(Route.FIND_MISSING, this::findMissing);
    table.add(Route.POSSESSED, this::possessed);
  }

  /// The open session that a path names.
  static IncomingSession session(Reach reach, Exchange exchange) throws IOException {
    SessionId id = exchange.parameter("session", SessionId::new);
    return reach.uploads(exchange.principal()).session(id);
  }

  private void open(Exchange exchange) throws IOException {
    SessionRequest request = exchange.body(requests, limits.shared().controlBodyMax());
    boolean agent = exchange.principal() instanceof Principal.Agent;
    if (agent != request.lease().isPresent()) {
      throw new C3Exception(
          ErrorCode.FORBIDDEN,
          agent ? "an agent uploads under a lease only" : "only an agent uploads under a lease");
    }
    UploadSession session = reach.blobs(exchange.principal()).open(request);
    exchange.answer(opened, new OpenedSession(session.id(), dropFolder(exchange, session.id())));
  }

  private Optional<Path> dropFolder(Exchange exchange, SessionId id) throws IOException {
    try {
      return reach.uploads(exchange.principal()).session(id).dropFolder().map(DropFolder::path);
    } catch (C3Exception e) {
      if (WITHOUT_FOLDER.contains(e.code())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void renew(Exchange exchange) throws IOException {
    session(reach, exchange).session().renew();
    exchange.done();
  }

  private void abort(Exchange exchange) throws IOException {
    try {
      session(reach, exchange).session().abort();
    } catch (C3Exception e) {
      // One that has ended stays as it is: aborting it is a success, or it were not repeatable.
      if (e.code() != ErrorCode.SESSION_CLOSED) {
        throw e;
      }
    }
    exchange.done();
  }

  private void commit(Exchange exchange) throws IOException {
    SessionId session = exchange.parameter("session", SessionId::new);
    PublishRequest request =
        exchange.body(new PublishRequestJson(session), limits.shared().controlBodyMax());
    CommitAnswer answer = reach.people(exchange.person()).publish(request);
    int status = answer instanceof CommitAnswer.BlobsLost ? ErrorCode.BLOBS_LOST.httpStatus() : 200;
    exchange.answer(status, commits.encode(answer));
  }

  private void findMissing(Exchange exchange) throws IOException {
    Set<Digest> missing =
        session(reach, exchange)
            .session()
            .findMissing(exchange.digests(limits.shared().digestsPerCallMax()));
    exchange.answer(ByteBuffer.wrap(DigestBytes.write(missing)));
  }

  private void possessed(Exchange exchange) throws IOException {
    int most = exchange.query(query -> query.count("most", UploadSession.POSSESSED_MAX));
    Optional<DigestStarts> starts = session(reach, exchange).session().possessed(most);
    exchange.answer(ByteBuffer.wrap(DigestStartsBytes.write(starts)));
  }
}
