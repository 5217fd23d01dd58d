package c3.store.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Bytes that were written once and must be read, and written, for ever. `-Dgolden.write=true`
/// makes those that are not there yet and never changes one that is.
final class Golden {
  private Golden() {}

  static byte[] bytes(String name, Path written) throws IOException {
    Path file = Path.of("src/test/resources/c3/store/format", name);
    if (Boolean.getBoolean("golden.write") && !Files.exists(file)) {
      Files.copy(written, file);
      return Files.readAllBytes(file);
    }
    try (InputStream in = Golden.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name + " is not there").readAllBytes();
    }
  }
}
