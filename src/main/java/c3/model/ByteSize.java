package c3.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes as people write and read them.
public final class ByteSize {
  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,3})?) ?(?:([kmgtp])(i?))?b?");
  private static final List<String> STEPS = List.of("k", "m", "g", "t", "p");
  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB"};
  private static final int STEP = 1000;
  private static final int BINARY_STEP = 1024;

  private ByteSize() {}

  /// A size in powers of 1000, such as `100GB` or `1.5 TB`, or of 1024, such as `4GiB`; absent when
  /// it is none.
  public static Optional<Long> parse(String text) {
    Matcher typed = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!typed.matches()) {
      return Optional.empty();
    }
    int steps = typed.group(2) == null ? 0 : 1 + STEPS.indexOf(typed.group(2));
    int step = "i".equals(typed.group(3)) ? BINARY_STEP : STEP;
    BigDecimal bytes = new BigDecimal(typed.group(1)).multiply(BigDecimal.valueOf(step).pow(steps));
    return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0
        ? Optional.of(bytes.longValue())
        : Optional.empty();
  }

  /// A size in powers of 1000: `812 B`, `2.1 kB`, `48.0 kB`, `1.3 MB`.
  public static String text(long bytes) {
    if (bytes < STEP) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    // 999.95 would print as 1000.0: it belongs to the next unit.
    while (value >= STEP - 0.05 && unit < UNITS.length - 1) {
      value /= STEP;
      unit++;
    }
    return tenths(value) + " " + UNITS[unit];
  }

  /// A number that is not negative with one digit behind the point: `48.0`. Not by `String.format`,
  /// which looks up a locale first, for longer than most commands take for all else that they
  /// print.
  public static String tenths(double value) {
    long tenths = Math.round(value * 10);
    return tenths / 10 + "." + tenths % 10;
  }
}
