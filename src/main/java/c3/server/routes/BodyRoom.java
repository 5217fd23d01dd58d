package c3.server.routes;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/// Heap for the bodies of requests that are read whole: so many bytes in all, and so many for each
/// principal. As values a message takes several times the bytes it came in, so few large ones are
/// decoded at a time; that only computes, so nobody can hold it up. Safe for many threads.
final class BodyRoom {
  private static final int DECODED_AT_A_TIME = 2;

  private final Shares bytes;
  private final Semaphore decoding = new Semaphore(DECODED_AT_A_TIME);

  BodyRoom(HttpServerLimits limits) {
    bytes = new Shares(limits.bodiesMax(), limits.bodiesEachMax());
  }

  boolean take(Principal principal, int size) {
    return bytes.take(principal, size);
  }

  void giveBack(Principal principal, int size) {
    bytes.giveBack(principal, size);
  }

  /// Makes values of bytes.
  interface Decoding<T> {
    T decode(byte[] bytes) throws IOException;
  }

  /// Decodes a large body when its turn comes.
  <T> T decode(byte[] bytes, Decoding<T> how) throws IOException {
    decoding.acquireUninterruptibly();
    try {
      return how.decode(bytes);
    } finally {
      decoding.release();
    }
  }
}
