package c3.catalog.sql;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// How the database keeps a time: whole nanoseconds since the epoch, so that what is read equals
/// what was written. Good until the year 2262.
final class Nanos {
  private Nanos() {}

  /// The number of a time.
  static long of(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)), time.getNano());
  }

  /// The time of a number.
  static Instant time(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }
}
