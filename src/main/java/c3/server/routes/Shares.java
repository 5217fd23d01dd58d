package c3.server.routes;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Something there is so much of in all, and so much for each principal, so that nobody takes what
/// all others need. Safe for many threads.
final class Shares {
  private final int max;
  private final int eachMax;
  private final Semaphore free;
  private final Map<Principal, Integer> taken = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Shares(int max, int eachMax) {
    this.max = max;
    this.eachMax = eachMax;
    this.free = new Semaphore(max);
  }

  /// Takes so much, which is to be given back. Returns false at once when there is not so much.
  boolean take(Principal principal, int amount) {
    if (closed || !free.tryAcquire(amount)) {
      return false;
    }
    if (taken.merge(principal, amount, Integer::sum) > eachMax) {
      giveBack(principal, amount);
      return false;
    }
    return true;
  }

  void giveBack(Principal principal, int amount) {
    taken.computeIfPresent(principal, (who, sum) -> sum == amount ? null : sum - amount);
    free.release(amount);
  }

  /// Whether nobody is let take any more.
  boolean isClosed() {
    return closed;
  }

  /// Waits until nothing is taken, at most so long, and lets nobody take any more. Returns whether
  /// nothing is.
  boolean close(Duration patience) throws InterruptedException {
    closed = true;
    return free.tryAcquire(max, patience.toNanos(), TimeUnit.NANOSECONDS);
  }
}
