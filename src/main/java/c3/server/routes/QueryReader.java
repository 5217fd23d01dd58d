package c3.server.routes;

import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Fields.Field;

/// Reads what stands behind the question mark of a request, as strictly as a JSON message is read:
/// a parameter that is unknown, repeated or of another form is INVALID.
final class QueryReader {
  private final Fields fields;
  private final Set<String> asked = new HashSet<>();

  private QueryReader(Fields fields) {
    this.fields = fields;
  }

  static <T> T read(Fields fields, Reader<T> reader) throws C3Exception {
    QueryReader query = new QueryReader(fields);
    try {
      T value = reader.read(query);
      query.refuseOthers();
      return value;
    } catch (IllegalArgumentException e) {
      throw new C3Exception(ErrorCode.INVALID, "the query: " + e.getMessage()).causedBy(e);
    }
  }

  private void refuseOthers() {
    for (Field field : fields) {
      if (!asked.contains(field.getName())) {
        throw new IllegalArgumentException("`" + field.getName() + "` is not known");
      }
      if (field.getValues().size() > 1) {
        throw new IllegalArgumentException("`" + field.getName() + "` stands twice");
      }
    }
  }

  Optional<String> text(String name) {
    asked.add(name);
    return Optional.ofNullable(fields.getValue(name));
  }

  String required(String name) {
    return text(name).orElseThrow(() -> new IllegalArgumentException("`" + name + "` is missing"));
  }

  /// A whole number that is not negative.
  long number(String name, long whenAbsent) {
    Optional<String> text = text(name);
    return text.isPresent() ? number(name, text.get()) : whenAbsent;
  }

  long number(String name) {
    return number(name, required(name));
  }

  private static long number(String name, String text) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("`" + name + "` is not a number: " + text, e);
    }
    throw new IllegalArgumentException("`" + name + "` is negative");
  }

  /// How many at most: between 1 and a bound, which is also what is meant when nothing is said.
  int count(String name, int max) {
    long number = number(name, max);
    if (number < 1) {
      throw new IllegalArgumentException("`" + name + "` is 0");
    }
    return (int) Math.min(number, max);
  }

  boolean flag(String name) {
    String text = text(name).orElse("false");
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("`" + name + "` is neither true nor false");
    };
  }

  /// A wait in milliseconds, cut to a bound; none when nothing is said.
  Duration wait(String name, Duration max) {
    return Duration.ofMillis(Math.min(number(name, 0), max.toMillis()));
  }

  /// A path, as text or, when it is not UTF-8, as base64 (URL alphabet) in `<name>Base64`; the root
  /// when nothing is said.
  EntryPath path(String name) {
    Optional<String> base64 = text(name + "Base64");
    return base64.isPresent()
        ? EntryPath.ofBytes(Base64.getUrlDecoder().decode(base64.get()))
        : EntryPath.of(text(name).orElse(""));
  }

  /// Makes a value of a query.
  interface Reader<T> {
    T read(QueryReader query);
  }
}
