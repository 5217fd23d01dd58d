package c3.store.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// Reads JSON of a known shape from its first byte to its last. What is not of that shape throws
/// `IllegalArgumentException`; nothing is read outside the given bytes and nothing that is built is
/// larger than they are.
final class JsonCursor {
  private static final int NUMBER_DIGITS_MAX = 20;

  private final byte[] bytes;
  private final int end;
  private int at;

  JsonCursor(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /// Steps over the text when it comes next.
  boolean accept(String text) {
    if (end - at < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    at += text.length();
    return true;
  }

  /// Steps over the text, which must come next.
  void expect(String text) {
    if (!accept(text)) {
      throw new IllegalArgumentException("expected " + text);
    }
  }

  /// Everything must have been read.
  void expectEnd() {
    if (at != end) {
      throw new IllegalArgumentException("something follows");
    }
  }

  long number() {
    int start = at;
    while (at < end && at - start < NUMBER_DIGITS_MAX && isNumberPart(bytes[at])) {
      at++;
    }
    return Long.parseLong(new String(bytes, start, at - start, StandardCharsets.US_ASCII));
  }

  private static boolean isNumberPart(byte b) {
    return b == '-' || (b >= '0' && b <= '9');
  }

  /// A string's bytes with its escapes resolved.
  byte[] string() {
    expect("\"");
    int start = at;
    while (at < end && bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    byte[] plain = Arrays.copyOfRange(bytes, start, at);
    return accept("\"") ? plain : withEscapes(plain);
  }

  private byte[] withEscapes(byte[] begun) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(begun);
    byte b = next();
    while (b != '"') {
      out.write(b == '\\' ? escaped() : b);
      b = next();
    }
    return out.toByteArray();
  }

  /// The bytes that a string of base64 stands for.
  byte[] base64() {
    return Base64.getDecoder().decode(string());
  }

  private int escaped() {
    byte b = next();
    return switch (b) {
      case '"', '\\' -> b;
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'u' -> control();
      default -> throw new IllegalArgumentException("an escape that is never written");
    };
  }

  private int control() {
    expect("00");
    int high = HexFormat.fromHexDigit(next());
    return high * 16 + HexFormat.fromHexDigit(next());
  }

  private byte next() {
    if (at >= end) {
      throw new IllegalArgumentException("it ends early");
    }
    return bytes[at++];
  }
}
