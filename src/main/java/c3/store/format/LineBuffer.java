package c3.store.format;

import c3.model.Digest;
import c3.model.EntryPath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// Bytes of JSON that grow at their end. Only what a manifest needs, since its bytes are part of
/// the format and must not change with a library. Written out rather than made of strings: it is
/// among the first things that a new JVM compiles, and was the dearest of them.
final class LineBuffer {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] HEX_DIGITS = ascii("0123456789abcdef");
  private static final int NUMBER_BYTES_MAX = 20;

  private final byte[] number = new byte[NUMBER_BYTES_MAX];
  private byte[] bytes = new byte[256];
  private int size;

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// Appends text that needs no escapes.
  LineBuffer text(String ascii) {
    return bytes(ascii(ascii));
  }

  /// Appends bytes as they are.
  LineBuffer bytes(byte[] source) {
    return bytes(source, 0, source.length);
  }

  /// The same with a part of an array.
  LineBuffer bytes(byte[] source, int start, int length) {
    makeRoom(length);
    System.arraycopy(source, start, bytes, size, length);
    size += length;
    return this;
  }

  private LineBuffer character(byte ascii) {
    makeRoom(1);
    bytes[size++] = ascii;
    return this;
  }

  private void makeRoom(int length) {
    int needed = Math.addExact(size, length);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
    }
  }

  LineBuffer number(long value) {
    int start = NUMBER_BYTES_MAX;
    long rest = value;
    do {
      number[--start] = HEX_DIGITS[(int) Math.abs(rest % 10)];
      rest /= 10;
    } while (rest != 0);
    if (value < 0) {
      number[--start] = '-';
    }
    return bytes(number, start, NUMBER_BYTES_MAX - start);
  }

  /// Appends a digest's 64 digits.
  LineBuffer hex(Digest digest) {
    return hex(digest.first()).hex(digest.second()).hex(digest.third()).hex(digest.fourth());
  }

  private LineBuffer hex(long value) {
    makeRoom(Long.SIZE / 4);
    for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
      bytes[size++] = HEX_DIGITS[(int) (value >>> shift) & 0xf];
    }
    return this;
  }

  /// Appends a key and a path as a string, if the path is ASCII that needs no escapes, as nearly
  /// every path is. Otherwise appends nothing.
  boolean plain(byte[] key, EntryPath path) {
    int from = size + key.length;
    int end = from + path.sizeBytes();
    makeRoom(end + 1 - size);
    path.copyTo(bytes, from);
    byte[] source = bytes;
    for (int i = from; i < end; i++) {
      byte b = source[i];
      if (b < ' ' || b == '"' || b == '\\') {
        return false;
      }
    }
    System.arraycopy(key, 0, source, size, key.length);
    source[end] = '"';
    size = end + 1;
    return true;
  }

  /// Appends a string of valid UTF-8 with the fewest escapes that JSON allows.
  LineBuffer string(byte[] utf8) {
    character((byte) '"');
    int written = 0;
    for (int i = 0; i < utf8.length; i++) {
      byte b = utf8[i];
      if (b == '"' || b == '\\' || (b >= 0 && b < ' ')) {
        bytes(utf8, written, i - written).text(escape(b));
        written = i + 1;
      }
    }
    return bytes(utf8, written, utf8.length - written).character((byte) '"');
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
  LineBuffer base64(byte[] source) {
    return character((byte) '"').bytes(Base64.getEncoder().encode(source)).character((byte) '"');
  }

  int size() {
    return size;
  }

  /// Begins anew.
  void reset() {
    size = 0;
  }

  /// The array behind the bytes; longer than they are.
  byte[] array() {
    return bytes;
  }
}
