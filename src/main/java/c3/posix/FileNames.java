package c3.posix;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Names are bytes: the one place that turns a `Path` into the bytes the kernel knows it by, and
/// back, whatever the bytes and whatever the locale. `Path.toString()` and `Path.of(String)` lose
/// names that are not valid in the JVM's file-name encoding; a `file:` URI does not.
public final class FileNames {
  private static final Path TOP = Path.of("/");
  private static final char REPLACEMENT = '\uFFFD';
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /// Whether the JVM spells file names in UTF-8, so that text that is valid UTF-8 can be trusted.
  private static final boolean UTF_8_NAMES =
      "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));

  private FileNames() {}

  /// The bytes of a path, absolute or relative, as the kernel sees them; none for the empty path.
  public static byte[] bytes(Path path) {
    String text = path.toString();
    if (isPlain(text)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    byte[] absolute = unescape(TOP.resolve(path).toUri().getRawPath());
    int start = path.isAbsolute() ? 0 : 1;
    // A directory's URI ends with a slash that its path does not have.
    int end =
        absolute.length - (absolute.length > 1 && absolute[absolute.length - 1] == '/' ? 1 : 0);
    return Arrays.copyOfRange(absolute, start, end);
  }

  /// The bytes of a path's last segment; none for a root.
  public static byte[] nameBytes(Path path) {
    Path name = path.getFileName();
    return name == null ? new byte[0] : bytes(name);
  }

  /// The path with these bytes, absolute when they begin with a slash. Slashes in excess are lost,
  /// as in every `Path`, hence not for what a link says. Throws `InvalidPathException` or
  /// `IllegalArgumentException` for a NUL.
  public static Path path(byte[] bytes) {
    boolean absolute = bytes.length > 0 && bytes[0] == '/';
    Optional<String> text = plainText(bytes);
    if (text.isPresent()) {
      return Path.of(text.get());
    }
    Path path = Path.of(URI.create("file://" + (absolute ? "" : "/") + escape(bytes)));
    return absolute ? path : TOP.relativize(path);
  }

  /// A directory's child, or what lies deeper below it; `bytes` must not begin with a slash.
  public static Path resolve(Path directory, byte[] bytes) {
    if (bytes.length > 0 && bytes[0] == '/') {
      throw new IllegalArgumentException("a name below a directory begins with a slash");
    }
    return directory.resolve(path(bytes));
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 && (!UTF_8_NAMES || c == REPLACEMENT)) {
        return false;
      }
    }
    return true;
  }

  /// The bytes as text, when `Path.of` turns that text into the same bytes.
  private static Optional<String> plainText(byte[] bytes) {
    boolean ascii = true;
    for (byte b : bytes) {
      ascii &= b >= 0;
    }
    if (ascii) {
      return Optional.of(new String(bytes, StandardCharsets.US_ASCII));
    }
    if (!UTF_8_NAMES) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String escape(byte[] bytes) {
    StringBuilder text = new StringBuilder(3 * bytes.length);
    for (byte b : bytes) {
      if (b == '/' || (b > 0 && Character.isLetterOrDigit(b))) {
        text.append((char) b);
      } else {
        text.append('%');
        HEX.toHexDigits(text, b);
      }
    }
    return text.toString();
  }

  private static byte[] unescape(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        bytes.put((byte) HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        bytes.put((byte) text.charAt(i));
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
