package c3.wire.frame;

import c3.model.Digest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Many digests as a body: 32 bytes each, one behind the other. Less than half the size of their
/// text, and nothing to parse.
public final class DigestBytes {
  private DigestBytes() {}

  /// Reads what is left of a buffer; throws `IllegalArgumentException` when that is no whole number
  /// of digests.
  public static List<Digest> read(ByteBuffer bytes) {
    if (bytes.remaining() % Digest.SIZE_BYTES != 0) {
      throw new IllegalArgumentException("a list of digests has 32 bytes for each");
    }
    List<Digest> digests = new ArrayList<>(bytes.remaining() / Digest.SIZE_BYTES);
    while (bytes.hasRemaining()) {
      digests.add(Digest.read(bytes));
    }
    return digests;
  }

  /// Writes them into a new array.
  public static byte[] write(Collection<Digest> digests) {
    ByteBuffer bytes = ByteBuffer.allocate(digests.size() * Digest.SIZE_BYTES);
    write(digests, bytes);
    return bytes.array();
  }

  /// Writes them into a buffer that is big endian, as every new one.
  static void write(Collection<Digest> digests, ByteBuffer bytes) {
    for (Digest digest : digests) {
      bytes
          .putLong(digest.first())
          .putLong(digest.second())
          .putLong(digest.third())
          .putLong(digest.fourth());
    }
  }
}
