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
  private boolean closed;

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

  /// Nobody waits any more, from now on.
  public void close() {
    lock.lock();
    try {
      closed = true;
      rung.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until it has been rung since `seen`, but not longer than `nanos`; returns how many of
  /// them are left, 0 or less when the time is up or the bell is closed.
  public long await(long seen, long nanos) throws InterruptedIOException {
    lock.lock();
    try {
      long left = nanos;
      while (rings == seen && left > 0 && !closed) {
        left = rung.awaitNanos(left);
      }
      return closed ? 0 : left;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server is being ended");
    } finally {
      lock.unlock();
    }
  }
}
