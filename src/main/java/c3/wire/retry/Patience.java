package c3.wire.retry;

import java.time.Duration;

/// How long and how often a call is repeated.
///
/// @param total since the first failure; then the last error is thrown
/// @param pauseMin the first pause
/// @param pauseMax the longest pause; each is twice the one before, less up to half at random
public record Patience(Duration total, Duration pauseMin, Duration pauseMax) {
  /// Pauses of 0.1 to 5 seconds, for as long as said.
  public static Patience of(Duration total) {
    return new Patience(total, Duration.ofMillis(100), Duration.ofSeconds(5));
  }
}
