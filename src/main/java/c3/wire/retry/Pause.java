package c3.wire.retry;

import java.time.Duration;

/// Waits, and tells the time that waiting takes.
public interface Pause {
  /// Nanoseconds of a clock that only goes forwards.
  long nanos();

  /// Waits; throws `InterruptedException` when the thread is to end.
  void pause(Duration time) throws InterruptedException;
}
