package c3.cli.terminal;

import c3.model.Keeping.Amount;
import java.time.Duration;

/// How far a transfer has come, as one line.
///
/// @param verb what goes on, such as `keeping`
/// @param at the file that was begun last
/// @param waiting why nothing moves; empty when that is not known
/// @param taken since it began
/// @param quiet since something moved last
record TransferState(
    String verb,
    Amount found,
    Amount done,
    String at,
    String waiting,
    Duration taken,
    Duration quiet) {
  private static final int NAME_MAX = 30;
  private static final Duration QUIET_MAX = Duration.ofSeconds(1);
  private static final Duration STALL_MIN = Duration.ofSeconds(3);
  private static final double MILLIS = 1000;

  /// While less than this part is done, how long the rest takes is anybody's guess.
  private static final long GUESSED_UP_TO = 100;

  String line() {
    if (found.files() == 0) {
      return verb + "   " + (waiting.isEmpty() ? "looking at what there is" : pace());
    }
    String what =
        found.files() == 1
            ? shortened(at)
            : Amounts.count(done.files()) + " of " + Amounts.files(found.files());
    return String.join(
        "   ",
        verb,
        what,
        Amounts.size(done.bytes()) + " of " + Amounts.size(found.bytes()),
        pace());
  }

  private String pace() {
    if (!waiting.isEmpty()) {
      return "waiting: " + waiting;
    }
    boolean all = done.bytes() >= found.bytes();
    if (all && quiet.compareTo(QUIET_MAX) >= 0) {
      return "waiting: the last of it is being stored";
    }
    if (quiet.compareTo(STALL_MIN) >= 0) {
      return "waiting: nothing has come for " + quiet.toSeconds() + " s";
    }
    double rate = done.bytes() * MILLIS / Math.max(1, taken.toMillis());
    String speed = Amounts.size((long) rate) + "/s";
    boolean guess = done.bytes() < found.bytes() / GUESSED_UP_TO;
    if (all || guess || rate < 1) {
      return speed;
    }
    Duration left = Duration.ofSeconds(Math.round((found.bytes() - done.bytes()) / rate));
    return speed + "   " + Amounts.clock(left) + " left";
  }

  /// The end of a path says more than its beginning.
  private static String shortened(String name) {
    return name.length() <= NAME_MAX ? name : "..." + name.substring(name.length() - NAME_MAX + 3);
  }
}
