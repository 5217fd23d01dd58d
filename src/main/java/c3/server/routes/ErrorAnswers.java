package c3.server.routes;

import c3.json.Json;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.server.routes.RouteDispatcher.Attempt;
import c3.store.intake.StorageFailure;
import c3.wire.Route;
import c3.wire.codec.ErrorJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;

/// Turns what went wrong into an answer: always JSON with a code, never a stack trace. A defect is
/// logged under a short id, and the client is told the id. When part of an answer is out already,
/// the connection is cut, so that nobody takes the part for the whole.
final class ErrorAnswers {
  private static final System.Logger LOG = System.getLogger(ErrorAnswers.class.getName());
  private static final int STRANGERS_DRAIN_MAX = 4 << 20;

  /// Small, since as many strangers may send at once as there are connections.
  private static final int DRAIN_BUFFER_SIZE = 8 << 10;

  /// What whoever looks after the machine has to know, whatever the client makes of it.
  private static final Set<ErrorCode> OPERATORS =
      EnumSet.of(
          ErrorCode.CORRUPTED,
          ErrorCode.STORAGE_FULL,
          ErrorCode.STORAGE_READ_ONLY,
          ErrorCode.STORAGE_FAILED);

  private final ErrorJson json = new ErrorJson();
  private final RandomGenerator random;
  private final Drain ofKnown;
  private final Drain ofStrangers;

  /// @param random makes the ids of defects
  ErrorAnswers(RandomGenerator random, HttpServerLimits limits) {
    this.random = random;
    this.ofKnown = new Drain(limits.drainMax(), limits.bodyTime());
    this.ofStrangers = new Drain(STRANGERS_DRAIN_MAX, limits.strangerTime());
  }

  /// How much of a refused body is read, in bytes, and for how long.
  private record Drain(long max, Duration time) {}

  /// Answers what a route threw.
  void failed(Throwable failure, Route route, Attempt attempt) {
    if (failure instanceof C3Exception known && OPERATORS.contains(known.code())) {
      LOG.log(System.Logger.Level.WARNING, route + ": " + known.code() + ", " + known.message());
    }
    if (failure instanceof PeerGone || attempt.response().isCommitted()) {
      LOG.log(System.Logger.Level.DEBUG, () -> route + " broke off", failure);
      attempt.callback().failed(failure);
      return;
    }
    C3Exception error =
        failure instanceof C3Exception known ? known : unexpected(failure, route.toString());
    attempt.response().reset();
    answer(error.code().httpStatus(), error, attempt, ofKnown);
  }

  /// Answers a request that no route is asked about. The answer is out before the rest of the body
  /// is read.
  void refuse(int status, C3Exception error, Attempt attempt) {
    answer(status, error, attempt, ofStrangers);
  }

  private void answer(int status, C3Exception error, Attempt attempt, Drain drain) {
    Response response = attempt.response();
    ByteBuffer body = body(error);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
    if (error.code() == ErrorCode.UNAUTHORIZED) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
    }
    try {
      Content.Sink.write(response, true, body);
      drain(attempt.request(), drain);
      attempt.callback().succeeded();
    } catch (IOException | RuntimeException e) {
      attempt.callback().failed(e);
    }
  }

  /// Reads on what a client is still sending. Closing a connection with unread bytes resets it, and
  /// a reset can overtake the answer. A client that asked first, and was refused, sends nothing;
  /// one that sends for ever, drop by drop, is not waited for.
  private static void drain(Request request, Drain drain) throws IOException {
    if (request.getHeaders().contains(HttpHeader.EXPECT)
        && Request.getContentBytesRead(request) == 0) {
      return;
    }
    InputStream rest = Request.asInputStream(request);
    byte[] buffer = new byte[DRAIN_BUFFER_SIZE];
    long drained = 0;
    long began = NanoTime.now();
    for (int n = rest.read(buffer);
        n >= 0 && drained < drain.max() && NanoTime.since(began) < drain.time().toNanos();
        n = rest.read(buffer)) {
      drained += n;
    }
  }

  /// The body of an error's answer.
  ByteBuffer body(C3Exception error) {
    return ByteBuffer.wrap(Json.write(json.encode(error)).getBytes(StandardCharsets.UTF_8));
  }

  private C3Exception unexpected(Throwable failure, String where) {
    if (failure instanceof IOException io && StorageFailure.kind(io).isPresent()) {
      LOG.log(System.Logger.Level.WARNING, where + " met a disk that fails", failure);
      return new C3Exception(
          StorageFailure.kind(io).get(),
          "the server's disk: " + StorageFailure.reason(io),
          Optional.of("look at that disk with dmesg, then run c3 check"));
    }
    return defect(failure, where);
  }

  private C3Exception defect(Throwable failure, String where) {
    String id = HexFormat.of().toHexDigits(random.nextInt());
    LOG.log(System.Logger.Level.ERROR, "defect " + id + " in " + where, failure);
    return new C3Exception(
        ErrorCode.INTERNAL,
        "the server met a defect of its own, logged as " + id,
        Optional.of("look for " + id + " in the server's log"));
  }
}
