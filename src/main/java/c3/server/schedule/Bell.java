package c3.server.schedule;

import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes whoever waits for something to change. Who waits notes the count first, looks, and then
/// waits for a ring since that count: a change between looking and waiting is never missed.
public final class Bell {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rung = lock.newCondition();
  private long rings;

  /// How often it was rung so far.
  public long rings() {
    lock.lock();
    try {
      return rings;
    } finally {
      lock.unlock();
    }
  }

  /// Something changed.
  public void ring() {
    lock.lock();
    try {
      rings++;
      rung.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until it has been rung since `seen`, but not longer than `nanos`; returns how many of
  /// them are left, 0 or less when the time is up.
  public long await(long seen, long nanos) throws InterruptedIOException {
    lock.lock();
    try {
      long left = nanos;
      while (rings == seen && left > 0) {
        left = rung.awaitNanos(left);
      }
      return left;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server is being ended");
    } finally {
      lock.unlock();
    }
  }
}
