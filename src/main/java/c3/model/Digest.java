package c3.model;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 that names a blob. Text form: `sha256:` and 64 lowercase hex digits; `hex()` equals
/// what `sha256sum` prints. Ordered as unsigned bytes.
///
/// @param first bytes 0 to 7, big endian
/// @param second bytes 8 to 15
/// @param third bytes 16 to 23
/// @param fourth bytes 24 to 31
public record Digest(long first, long second, long third, long fourth)
    implements Comparable<Digest> {
  /// Length of a digest in bytes.
  public static final int SIZE_BYTES = 32;

  /// The digest of no bytes at all. This blob always exists and is never stored.
  public static final Digest EMPTY =
      parse("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

  private static final String PREFIX = "sha256:";

  /// Wraps 32 bytes; throws `IllegalArgumentException` for any other length.
  public static Digest ofBytes(byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + bytes.length);
    }
    return new Digest(word(bytes, 0), word(bytes, 1), word(bytes, 2), word(bytes, 3));
  }

  /// Reads the next 32 bytes of a buffer, whatever its byte order.
  public static Digest read(ByteBuffer source) {
    byte[] bytes = new byte[SIZE_BYTES];
    source.get(bytes);
    return ofBytes(bytes);
  }

  private static long word(byte[] bytes, int index) {
    long word = 0;
    for (int i = index * Long.BYTES; i < (index + 1) * Long.BYTES; i++) {
      word = word << Byte.SIZE | (bytes[i] & 0xff);
    }
    return word;
  }

  /// Reads `sha256:<hex>` or bare hex; throws `IllegalArgumentException` when it is neither.
  public static Digest parse(String text) {
    String hex = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
    if (hex.length() != 2 * SIZE_BYTES) {
      throw new IllegalArgumentException("not a sha256 digest: " + text);
    }
    return ofBytes(HexFormat.of().parseHex(hex));
  }

  /// Hashes bytes that are at hand.
  public static Digest of(byte[] content) {
    return ofBytes(hasher().digest(content));
  }

  /// Makes a SHA-256 for bytes that come in pieces; finish it with `ofBytes(hasher.digest())`.
  public static MessageDigest hasher() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// The digest of what a hasher was given so far; it may be given more.
  public static Digest soFar(MessageDigest hasher) {
    return ofBytes(copy(hasher).digest());
  }

  /// A hasher that was given the same so far.
  public static MessageDigest copy(MessageDigest hasher) {
    try {
      return (MessageDigest) hasher.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
    }
  }

  /// The 32 bytes, in a new array.
  public byte[] bytes() {
    return ByteBuffer.allocate(SIZE_BYTES)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }

  /// A part of a SHA-256 tells digests apart; should somebody choose many with the same part, a
  /// hash map still orders them.
  @Override
  public int hashCode() {
    return (int) first;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest digest
        && first == digest.first
        && second == digest.second
        && third == digest.third
        && fourth == digest.fourth;
  }

  /// 64 lowercase hex digits.
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  @Override
  public int compareTo(Digest other) {
    int order = Long.compareUnsigned(first, other.first);
    if (order == 0) {
      order = Long.compareUnsigned(second, other.second);
    }
    if (order == 0) {
      order = Long.compareUnsigned(third, other.third);
    }
    return order == 0 ? Long.compareUnsigned(fourth, other.fourth) : order;
  }

  @Override
  public String toString() {
    return PREFIX + hex();
  }
}
