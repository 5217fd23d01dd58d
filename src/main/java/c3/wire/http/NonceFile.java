package c3.wire.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a nonce from a file that a server named. Whatever is read is told to that server, so only
/// what has the form of a nonce is: a server that names a person's secret file learns nothing.
final class NonceFile {
  private static final Pattern FORM = Pattern.compile("[0-9a-f-]{32,128}");

  private NonceFile() {}

  /// The nonce; absent when there is no such file for us, as on another machine.
  static Optional<String> read(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      String text = new String(in.readNBytes(256), StandardCharsets.ISO_8859_1).strip();
      return FORM.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
