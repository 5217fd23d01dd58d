package c3.server.routes;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Places for requests in progress: so many in all, and so many for each principal, so that nobody
/// takes those of all others. Safe for many threads.
final class RequestSlots {
  private final int max;
  private final int eachMax;
  private final Semaphore free;
  private final Map<Principal, Integer> taken = new ConcurrentHashMap<>();

  RequestSlots(HttpServerLimits limits) {
    max = limits.requestsMax();
    eachMax = limits.requestsEachMax();
    free = new Semaphore(max);
  }

  /// Takes a place, which is to be given back. Returns false at once when there is none.
  boolean take(Principal principal) {
    if (!free.tryAcquire()) {
      return false;
    }
    if (taken.merge(principal, 1, Integer::sum) > eachMax) {
      giveBack(principal);
      return false;
    }
    return true;
  }

  void giveBack(Principal principal) {
    taken.computeIfPresent(principal, (who, count) -> count == 1 ? null : count - 1);
    free.release();
  }

  /// Waits until no request is in progress, at most so long, and lets no more begin. Returns
  /// whether none is.
  boolean close(Duration patience) throws InterruptedException {
    return free.tryAcquire(max, patience.toNanos(), TimeUnit.NANOSECONDS);
  }
}
