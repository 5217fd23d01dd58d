package c3.wire.retry;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A clock of its own that only waiting moves; nobody really waits.
public final class FakePause implements Pause {
  private final AtomicLong nanos = new AtomicLong();

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("ended");
    }
    pass(time);
  }

  /// Lets time pass.
  public void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
