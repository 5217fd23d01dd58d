package c3.cli.terminal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes and times as people type them.
public final class TypedAmounts {
  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,3})?) ?([kmgtp]?)b?");
  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([mhdw])");
  private static final List<String> UNITS = List.of("", "k", "m", "g", "t", "p");
  private static final Map<String, Duration> TIMES =
      Map.of(
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "w", Duration.ofDays(7));
  private static final int STEP_DIGITS = 3;

  private TypedAmounts() {}

  /// A size in powers of 1000, such as `100GB` or `1.5 TB`; absent when it is none.
  public static Optional<Long> size(String text) {
    Matcher typed = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!typed.matches()) {
      return Optional.empty();
    }
    int digits = STEP_DIGITS * UNITS.indexOf(typed.group(2));
    BigDecimal bytes = new BigDecimal(typed.group(1)).scaleByPowerOfTen(digits);
    return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0
        ? Optional.of(bytes.longValue())
        : Optional.empty();
  }

  /// A time such as `90m`, `12h`, `30d` or `2w`; absent when it is none.
  public static Optional<Duration> time(String text) {
    Matcher typed = TIME.matcher(text);
    return Optional.of(typed)
        .filter(Matcher::matches)
        .map(found ->
            TIMES
                .getOrDefault(found.group(2), Duration.ZERO)
                .multipliedBy(Long.parseLong(found.group(1))));
  }
}
