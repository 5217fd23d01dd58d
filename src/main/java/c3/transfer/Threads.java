package c3.transfer;

import java.util.concurrent.ThreadFactory;

/// The threads that a transfer may use.
///
/// @param parallelism how many files are read or written at a time
/// @param factory makes the threads; they block on disks and sockets and keep a core busy hashing
public record Threads(int parallelism, ThreadFactory factory) {
  private static final int PARALLELISM_MAX = 8;

  /// Throws `IllegalArgumentException` for fewer than one at a time.
  public Threads {
    if (parallelism < 1) {
      throw new IllegalArgumentException("a transfer needs a thread");
    }
  }

  /// As many at a time as there are processors, but no more than 8: hashing keeps a core busy, and
  /// one disk gains nothing from more.
  public static Threads perProcessor(int processors, ThreadFactory factory) {
    return new Threads(Math.clamp(processors, 1, PARALLELISM_MAX), factory);
  }
}
