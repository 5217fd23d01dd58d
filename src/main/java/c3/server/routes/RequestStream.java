package c3.server.routes;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.http.HttpException;

/// A request's body as it comes. Tells a client that broke off (`PeerGone`) from one that sends
/// what is no HTTP (INVALID), and both from what goes wrong on the server's own disk. Closing it
/// leaves the rest unread.
final class RequestStream extends InputStream {
  private final InputStream body;

  RequestStream(InputStream body) {
    this.body = body;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return body.read(target, offset, length);
    } catch (IOException | RuntimeException e) {
      throw translated(e);
    }
  }

  private static IOException translated(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpException http) {
        return new C3Exception(ErrorCode.INVALID, "the request's body: " + http.getReason());
      }
    }
    return new PeerGone(failure);
  }
}
