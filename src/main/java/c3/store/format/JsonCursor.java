package c3.store.format;

import c3.model.Digest;
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
  private static final int LONG_DIGITS_MAX = 19;
  private static final int WORD_DIGITS = Long.SIZE / 4;
  private static final byte[] QUOTE = LineBuffer.ascii("\"");
  private static final byte[] HEX_VALUES = new byte[256];

  static {
    Arrays.fill(HEX_VALUES, (byte) -1);
    for (int value = 0; value < 16; value++) {
      HEX_VALUES[Character.forDigit(value, 16)] = (byte) value;
    }
  }

  private final byte[] bytes;
  private final int end;
  private int at;

  JsonCursor(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /// Steps over the text when it comes next.
  boolean accept(byte[] ascii) {
    int after = at + ascii.length;
    if (after > end || !Arrays.equals(bytes, at, after, ascii, 0, ascii.length)) {
      return false;
    }
    at = after;
    return true;
  }

  /// Steps over the text when it comes next.
  boolean accept(String text) {
    return accept(LineBuffer.ascii(text));
  }

  /// Steps over the text, which must come next.
  void expect(byte[] ascii) {
    if (!accept(ascii)) {
      throw new IllegalArgumentException(
          "expected " + new String(ascii, StandardCharsets.US_ASCII));
    }
  }

  /// Steps over the text, which must come next.
  void expect(String text) {
    expect(LineBuffer.ascii(text));
  }

  /// Where the next byte lies.
  int at() {
    return at;
  }

  /// Everything must have been read.
  void expectEnd() {
    if (at != end) {
      throw new IllegalArgumentException("something follows");
    }
  }

  long number() {
    boolean negative = at < end && bytes[at] == '-';
    int first = negative ? at + 1 : at;
    int last = Math.min(end, first + LONG_DIGITS_MAX);
    long value = 0;
    int i = first;
    while (i < last && bytes[i] >= '0' && bytes[i] <= '9') {
      value = 10 * value + (bytes[i] - '0');
      i++;
    }
    if (i == first || value < 0 || (i < end && isNumberPart(bytes[i]))) {
      return oddNumber();
    }
    at = i;
    return negative ? -value : value;
  }

  /// A number for which the short way is too short: the least one, or none at all.
  private long oddNumber() {
    int start = at;
    while (at < end && at - start < NUMBER_DIGITS_MAX && isNumberPart(bytes[at])) {
      at++;
    }
    return Long.parseLong(new String(bytes, start, at - start, StandardCharsets.US_ASCII));
  }

  private static boolean isNumberPart(byte b) {
    return b == '-' || (b >= '0' && b <= '9');
  }

  /// The digest whose digits a string is made of. Its four words are read side by side.
  Digest digest() {
    int start = at + 1;
    int close = start + 4 * WORD_DIGITS;
    if (close >= end || bytes[at] != '"' || bytes[close] != '"') {
      return oddDigest();
    }
    long first = 0;
    long second = 0;
    long third = 0;
    long fourth = 0;
    int wrong = 0;
    for (int i = start; i < start + WORD_DIGITS; i++) {
      int a = HEX_VALUES[bytes[i] & 0xff];
      int b = HEX_VALUES[bytes[i + WORD_DIGITS] & 0xff];
      int c = HEX_VALUES[bytes[i + 2 * WORD_DIGITS] & 0xff];
      int d = HEX_VALUES[bytes[i + 3 * WORD_DIGITS] & 0xff];
      first = first << 4 | a;
      second = second << 4 | b;
      third = third << 4 | c;
      fourth = fourth << 4 | d;
      wrong |= a | b | c | d;
    }
    if (wrong < 0) {
      return oddDigest();
    }
    at = close + 1;
    return new Digest(first, second, third, fourth);
  }

  /// A digest that is written in another way than it should be, or none at all.
  private Digest oddDigest() {
    return Digest.parse(new String(string(), StandardCharsets.US_ASCII));
  }

  /// A string's bytes with its escapes resolved. It ends in the line in which it begins.
  byte[] string() {
    expect(QUOTE);
    int start = at;
    int i = start;
    while (i < end && bytes[i] != '"' && bytes[i] != '\\' && bytes[i] != '\n') {
      i++;
    }
    at = i;
    byte[] plain = Arrays.copyOfRange(bytes, start, i);
    return accept(QUOTE) ? plain : withEscapes(plain);
  }

  private byte[] withEscapes(byte[] begun) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(begun);
    byte b = next();
    while (b != '"') {
      if (b == '\n') {
        throw new IllegalArgumentException("it ends early");
      }
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
