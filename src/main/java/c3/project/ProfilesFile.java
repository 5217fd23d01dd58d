package c3.project;

import c3.model.ByteSize;
import c3.model.C3Exception;
import c3.model.JobBounds;
import c3.project.yaml.Fields;
import c3.project.yaml.Yaml;
import c3.project.yaml.Yaml.Field;
import c3.project.yaml.Yaml.Mapping;
import c3.project.yaml.Yaml.Scalar;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The hardware profiles that somebody has named: fields of any name, each with `cpus`, `memory`
/// and `gpus`, none of which has to be there.
///
/// ```yaml
/// small: {cpus: 0.5, memory: 2GB}
/// one-gpu: {gpus: 1}
/// ```
///
/// @param file need not exist
public record ProfilesFile(Path file) {
  /// What the file is called.
  public static final String NAME = "profiles.yaml";

  private static final List<String> FIELDS = List.of("cpus", "memory", "gpus");
  private static final Pattern PROFILE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private static final Pattern CPUS = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,2})?");
  private static final int MILLI = 1000;
  private static final int CPUS_MIN = MILLI / 100;
  private static final long MEMORY_MIN = 16_000_000;
  private static final int GPUS_MAX = 64;

  /// The profiles in the order of the file; none when there is no file. Throws `C3Exception`
  /// INVALID naming the line.
  public Map<String, JobBounds> read() throws IOException {
    Yaml document;
    try {
      document = YamlFile.read(file, NAME);
    } catch (NoSuchFileException e) {
      return Map.of();
    }
    if (!(document instanceof Mapping mapping)) {
      throw document.spot().wrong("the file must hold profiles", "small: {memory: 2GB}");
    }
    Map<String, JobBounds> profiles = new LinkedHashMap<>();
    for (Field field : mapping.fields()) {
      if (!PROFILE.matcher(field.name()).matches()) {
        throw field
            .spot()
            .wrong("a profile's name may have only a-z, 0-9 and .-_, not `" + field.name() + "`");
      }
      profiles.put(field.name(), bounds(field));
    }
    return profiles;
  }

  private static JobBounds bounds(Field field) throws C3Exception {
    Fields fields = Fields.ofItem(field.name(), field.value(), FIELDS);
    Optional<Integer> gpus = fields.number("gpus", 0, GPUS_MAX);
    return new JobBounds(
        cpus(field.name(), fields),
        memory(field.name(), fields),
        gpus.map(OptionalInt::of).orElseGet(OptionalInt::empty));
  }

  private static OptionalInt cpus(String profile, Fields fields) throws C3Exception {
    Optional<Scalar> written = scalar(profile, fields, "cpus");
    if (written.isEmpty()) {
      return OptionalInt.empty();
    }
    if (CPUS.matcher(written.get().text()).matches()) {
      int milli = new BigDecimal(written.get().text()).movePointRight(3).intValueExact();
      if (milli >= CPUS_MIN) {
        return OptionalInt.of(milli);
      }
    }
    throw written
        .get()
        .spot()
        .wrong(
            "`"
                + profile
                + ".cpus` must be a number from 0.01 to 9999, not `"
                + written.get().text()
                + "`");
  }

  private static OptionalLong memory(String profile, Fields fields) throws C3Exception {
    Optional<Scalar> written = scalar(profile, fields, "memory");
    if (written.isEmpty()) {
      return OptionalLong.empty();
    }
    Optional<Long> bytes = ByteSize.parse(written.get().text());
    if (bytes.isEmpty() || bytes.get() < MEMORY_MIN) {
      throw written
          .get()
          .spot()
          .wrong(
              "`"
                  + profile
                  + ".memory` must be a size of at least 16 MB, not `"
                  + written.get().text()
                  + "`",
              "memory: 2GB");
    }
    return OptionalLong.of(bytes.get());
  }

  private static Optional<Scalar> scalar(String profile, Fields fields, String name)
      throws C3Exception {
    Optional<Field> field = fields.find(name);
    if (field.isPresent() && !(field.get().value() instanceof Scalar)) {
      throw field
          .get()
          .spot()
          .wrong("`" + profile + "." + name + "` must not be " + field.get().value().kind());
    }
    return field.map(Field::value).map(Scalar.class::cast);
  }
}
