package c3.server.data;

import java.time.Duration;
import java.time.Instant;

/// How long ago something was, as people say it.
final class Age {
  private static final int DAYS_OF_HOURS = 2;

  private Age() {}

  /// Such as "now", "12 min ago", "3 h ago", "5 days ago".
  static String text(Instant then, Instant now) {
    Duration age = Duration.between(then, now);
    if (age.toMinutes() < 1) {
      return "now";
    }
    if (age.toHours() < 1) {
      return age.toMinutes() + " min ago";
    }
    return age.toDays() < DAYS_OF_HOURS ? age.toHours() + " h ago" : age.toDays() + " days ago";
  }
}
