package c3.store.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/// Bytes of JSON that grow at their end. Only what a manifest needs, since its bytes are part of
/// the format and must not change with a library.
final class LineBuffer extends ByteArrayOutputStream {
  private static final HexFormat HEX = HexFormat.of();

  /// Appends text that needs no escapes.
  LineBuffer text(String text) {
    writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  LineBuffer number(long number) {
    return text(Long.toString(number));
  }

  /// Appends a string of valid UTF-8 with the fewest escapes that JSON allows.
  LineBuffer string(byte[] utf8) {
    write('"');
    int written = 0;
    for (int i = 0; i < utf8.length; i++) {
      byte b = utf8[i];
      if (b == '"' || b == '\\' || (b >= 0 && b < ' ')) {
        write(utf8, written, i - written);
        text(escape(b));
        written = i + 1;
      }
    }
    write(utf8, written, utf8.length - written);
    write('"');
    return this;
  }

  private static String escape(byte b) {
    return switch (b) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\b' -> "\\b";
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case '\f' -> "\\f";
      case '\r' -> "\\r";
      default -> "\\u00" + HEX.toHexDigits(b);
    };
  }

  /// Appends any bytes as a string of base64.
  LineBuffer base64(byte[] bytes) {
    write('"');
    writeBytes(Base64.getEncoder().encode(bytes));
    write('"');
    return this;
  }

  /// The array behind the bytes; longer than they are.
  byte[] array() {
    return buf;
  }
}
