package c3.server.logs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// What the server had to say about a job: a few lines in a file beside the script's output.
final class Remarks {
  private static final int SIZE_BYTES_MAX = 1 << 16;

  private final Path file;

  Remarks(Path file) {
    this.file = file;
  }

  /// How many bytes there are.
  synchronized long length() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /// Adds a line, unless the bound is reached.
  synchronized void add(String line) throws IOException {
    byte[] bytes = ("[c3: " + line + "]\n").getBytes(StandardCharsets.UTF_8);
    if (length() + bytes.length <= SIZE_BYTES_MAX) {
      Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  /// Everything from an offset on.
  synchronized byte[] read(long from) throws IOException {
    if (from >= length()) {
      return new byte[0];
    }
    byte[] all = Files.readAllBytes(file);
    return Arrays.copyOfRange(all, (int) from, all.length);
  }
}
