package c3.agent;

import c3.wire.retry.Pause;
import java.time.Duration;

/// How long to wait before the next try: 0.1 s, doubling up to 5 s. For one thread.
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Pause pacing;
  private Duration next = FIRST;

  Backoff(Pause pacing) {
    this.pacing = pacing;
  }

  /// Waits, longer each time.
  void pause() throws InterruptedException {
    pacing.pause(next);
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }

  /// Begins with short waits again.
  void reset() {
    next = FIRST;
  }
}
