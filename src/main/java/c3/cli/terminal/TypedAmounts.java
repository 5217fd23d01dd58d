package c3.cli.terminal;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times as people type them.
public final class TypedAmounts {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([mhdw])");
  private static final Map<String, Duration> TIMES =
      Map.of(
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "w", Duration.ofDays(7));

  private TypedAmounts() {}

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
