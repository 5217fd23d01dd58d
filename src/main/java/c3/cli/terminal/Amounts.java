package c3.cli.terminal;

import c3.model.ByteSize;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sizes, times and counts as people read them.
public final class Amounts {
  private static final double STEP = 1000;
  private static final long HALF_A_MINUTE = 30;

  private Amounts() {}

  /// A size in powers of 1000; see [ByteSize#text].
  public static String size(long bytes) {
    return ByteSize.text(bytes);
  }

  /// A count with separators: `50,000`. Not negative.
  public static String count(long number) {
    StringBuilder text = new StringBuilder(Long.toString(number));
    for (int at = text.length() - 3; at > 0; at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }

  /// A count of files: `1 file`, `50,000 files`.
  public static String files(long number) {
    return number == 1 ? "1 file" : count(number) + " files";
  }

  /// A short time in seconds: `4.1 s`. One that a clock which was set back made negative is none.
  public static String seconds(Duration time) {
    return ByteSize.tenths(Math.max(0, time.toMillis()) / STEP) + " s";
  }

  /// How long something took, as a clock: `0:41`, `1:02:03`.
  public static String clock(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    long hours = seconds / 3600;
    long minutes = seconds / 60 % 60;
    String rest = two(seconds % 60);
    return hours > 0 ? hours + ":" + two(minutes) + ":" + rest : minutes + ":" + rest;
  }

  private static String two(long number) {
    return number < 10 ? "0" + number : Long.toString(number);
  }

  /// A length of time that was written down: `2 h`, `1 h 30 min`, `45 s`.
  public static String span(Duration time) {
    return Stream.of(
            part(time.toHours(), "h"),
            part(time.toMinutesPart(), "min"),
            part(time.toSecondsPart(), "s"))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String part(long number, String unit) {
    return number == 0 ? "" : number + " " + unit;
  }

  /// How long ago something was: `now`, `12 min`, `3 h`, `5 days`.
  public static String age(Instant then, Instant now) {
    long minutes = Math.max(0, Duration.between(then, now).toMinutes());
    if (minutes < 1) {
      return "now";
    }
    if (minutes < 60) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    return hours < 48 ? hours + " h" : hours / 24 + " days";
  }

  /// The same inside a sentence: `now`, `12 min ago`.
  public static String ago(Instant then, Instant now) {
    String age = age(then, now);
    return age.equals("now") ? age : age + " ago";
  }

  /// When something is that may lie ahead, to the nearest minute: `in 30 days`, `now`, `12 min
  /// ago`.
  public static String awayFrom(Instant then, Instant now) {
    String ahead = age(now, then.plusSeconds(HALF_A_MINUTE));
    return ahead.equals("now") ? ago(then, now) : "in " + ahead;
  }
}
