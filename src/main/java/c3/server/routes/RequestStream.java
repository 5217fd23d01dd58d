package c3.server.routes;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.util.NanoTime;

/// A request's body as it comes. Tells a client that broke off (`PeerGone`) from one that sends
/// what is no HTTP or too slowly (INVALID), and both from what goes wrong on the server's own disk.
/// Closing it leaves the rest unread.
final class RequestStream extends InputStream {
  private static final double NANOS_PER_SECOND = 1e9;

  private final InputStream body;
  private final Duration grace;
  private final long rateMin;
  private long waitedNanos;
  private long received;

  /// @param grace how long may be waited for the client at any rate
  /// @param rateMin how much must come in each second of waiting beyond that, in bytes
  RequestStream(InputStream body, Duration grace, long rateMin) {
    this.body = body;
    this.grace = grace;
    this.rateMin = rateMin;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (waitedNanos > grace.toNanos() + (double) received / rateMin * NANOS_PER_SECOND) {
      throw tooSlow("comes too slowly");
    }
    long began = NanoTime.now();
    try {
      int n = body.read(target, offset, length);
      received += Math.max(0, n);
      return n;
    } catch (IOException | RuntimeException e) {
      throw translated(e);
    } finally {
      waitedNanos += NanoTime.since(began);
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
