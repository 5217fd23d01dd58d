package c3.wire.retry;

import c3.model.C3Exception;
import java.time.Duration;

/// Hears that a call met nobody and will be repeated. Must return at once.
@FunctionalInterface
public interface RetryListener {
  /// Nobody listens.
  RetryListener NONE = (reason, pause) -> {};

  /// The call failed for this reason and is repeated after the pause.
  void waiting(C3Exception reason, Duration pause);
}
