package c3.project;

import c3.model.C3Exception;
import c3.project.yaml.Fields;
import c3.project.yaml.Yaml.Field;
import c3.project.yaml.Yaml.Mapping;
import c3.project.yaml.Yaml.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `env`. Numbers and truths are taken as they were written, so that `3.10` stays `3.10`.
final class EnvironmentReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /// What Linux takes for one variable.
  private static final int SIZE_BYTES_MAX = 128 << 10;

  private EnvironmentReader() {}

  static Map<String, String> read(Fields fields) throws C3Exception {
    Optional<Mapping> variables = fields.mapping("env");
    Map<String, String> environment = new LinkedHashMap<>();
    if (variables.isPresent()) {
      for (Field variable : variables.get().fields()) {
        checkName(variable);
        environment.put(variable.name(), value(variable));
      }
    }
    return environment;
  }

  private static void checkName(Field variable) throws C3Exception {
    String name = variable.name();
    if (!NAME.matcher(name).matches()) {
      throw variable
          .spot()
          .wrong(
              "`%s` cannot be a variable's name: letters, digits and _, no digit first"
                  .formatted(name));
    }
    if (name.toUpperCase(Locale.ROOT).startsWith("C3_")) {
      throw variable
          .spot()
          .wrong("`env` may not set `%s`: names that begin with C3_ are c3's own".formatted(name));
    }
  }

  private static String value(Field variable) throws C3Exception {
    String name = variable.name();
    if (!(variable.value() instanceof Scalar scalar)) {
      throw variable
          .spot()
          .wrong("`env.%s` must be text, not %s".formatted(name, variable.value().kind()));
    }
    if (scalar.isNothing()) {
      throw variable.spot().wrong("`env." + name + "` has no value", name + ": \"\"");
    }
    if (scalar.text().indexOf('\0') >= 0) {
      throw variable.spot().wrong("`env." + name + "` contains a NUL character");
    }
    int size = name.length() + scalar.text().getBytes(StandardCharsets.UTF_8).length + 2;
    if (size > SIZE_BYTES_MAX) {
      throw variable.spot().wrong("`env." + name + "` is larger than 128 KiB");
    }
    return scalar.text();
  }
}
