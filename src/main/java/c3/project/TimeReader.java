package c3.project;

import c3.model.C3Exception;
import c3.project.yaml.Fields;
import c3.project.yaml.Yaml.Field;
import c3.project.yaml.Yaml.Scalar;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `time`, the longest that the script may run.
final class TimeReader {
  private static final Pattern FORM = Pattern.compile("([0-9]{2,4}):([0-9]{2}):([0-9]{2})");
  private static final long SIXTY = 60;
  private static final Pattern SHORT_HOUR = Pattern.compile("[0-9]:[0-5][0-9]:[0-5][0-9]");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,7}");
  private static final String EXAMPLE = "02:00:00";

  private TimeReader() {}

  static Optional<Duration> read(Fields fields) throws C3Exception {
    Optional<Field> field = fields.find("time");
    if (field.isEmpty()) {
      return Optional.empty();
    }
    if (!(field.get().value() instanceof Scalar written)) {
      throw wrong(field.get(), "`time` must be text, not " + field.get().value().kind(), EXAMPLE);
    }
    Matcher parts = FORM.matcher(written.text());
    if (!parts.matches()) {
      throw wrong(
          field.get(),
          "`time` must be hours:minutes:seconds, two digits each, not `%s`"
              .formatted(written.text()),
          meant(written.text()));
    }
    if (!written.quoted()) {
      throw wrong(
          field.get(),
          "`time` must stand in quotes: without them many YAML readers take %s for a number"
              .formatted(written.text()),
          written.text());
    }
    long minutes = Long.parseLong(parts.group(2));
    long seconds = Long.parseLong(parts.group(3));
    Duration limit =
        Duration.ofHours(Long.parseLong(parts.group(1))).plusMinutes(minutes).plusSeconds(seconds);
    if (minutes >= SIXTY || seconds >= SIXTY) {
      throw wrong(
          field.get(),
          "minutes and seconds of `time` go up to 59, not `%s`".formatted(written.text()),
          text(limit));
    }
    if (limit.isZero()) {
      throw wrong(field.get(), "`time` is zero, which leaves the script no time to run", EXAMPLE);
    }
    return Optional.of(limit);
  }

  private static String meant(String written) {
    if (SHORT_HOUR.matcher(written).matches()) {
      return "0" + written;
    }
    if (SECONDS.matcher(written).matches()) {
      return text(Duration.ofSeconds(Long.parseLong(written)));
    }
    return EXAMPLE;
  }

  private static String text(Duration time) {
    return "%02d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }

  private static C3Exception wrong(Field field, String what, String meant) {
    return field.spot().wrong(what, "time: \"" + meant + "\"");
  }
}
