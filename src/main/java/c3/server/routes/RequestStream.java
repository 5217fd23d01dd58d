package c3.server.routes;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.util.NanoTime;

/// A request's body as it comes. Tells a client that broke off (`PeerGone`) from one that sends
/// what is no HTTP or too slowly (INVALID), and both from what goes wrong on the server's own disk.
/// Closing it leaves the rest unread.
final class RequestStream extends InputStream {
  private final InputStream body;
  private final Optional<Duration> timeMax;
  private final long beganNanos = NanoTime.now();

  /// @param timeMax how long the whole body may take; absent for bodies of any length
  RequestStream(InputStream body, Optional<Duration> timeMax) {
    this.body = body;
    this.timeMax = timeMax;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (timeMax.isPresent() && NanoTime.since(beganNanos) > timeMax.get().toNanos()) {
      throw tooSlow("takes longer than " + timeMax.get().toMillis() + " ms");
    }
    try {
      return body.read(target, offset, length);
    } catch (IOException | RuntimeException e) {
      throw translated(e);
    }
  }

  private static C3Exception tooSlow(String how) {
    return new C3Exception(ErrorCode.INVALID, "the request's body " + how);
  }

  private static IOException translated(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return tooSlow("stands still");
      }
      if (cause instanceof HttpException http) {
        return new C3Exception(ErrorCode.INVALID, "the request's body: " + http.getReason());
      }
    }
    return new PeerGone(failure);
  }
}
