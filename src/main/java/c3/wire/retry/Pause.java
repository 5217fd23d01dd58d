package c3.wire.retry;

import java.time.Duration;

/// Waits, and tells the time that waiting takes.
public interface Pause {
  /// No time passes.
  Pause NONE =
      new Pause() {
        @Override
        public long nanos() {
          return 0;
        }

        @Override
        public void pause(Duration time) {}
      };

  /// Nanoseconds of a clock that only goes forwards.
  long nanos();

  /// Waits; throws `InterruptedException` when the thread is to end.
  void pause(Duration time) throws InterruptedException;
}
