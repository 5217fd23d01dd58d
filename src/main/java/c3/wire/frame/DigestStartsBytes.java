package c3.wire.frame;

import c3.model.DigestStarts;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The starts of digests as a body: the byte 1 and 8 bytes for each, or the byte 0 alone when they
/// are more than was asked for.
public final class DigestStartsBytes {
  private static final byte TOO_MANY = 0;
  private static final byte ALL = 1;

  private DigestStartsBytes() {}

  /// Reads what is left of a buffer; throws `IllegalArgumentException` when that is no such body.
  public static Optional<DigestStarts> read(ByteBuffer bytes) {
    byte kind = bytes.hasRemaining() ? bytes.get() : -1;
    if (kind == TOO_MANY && !bytes.hasRemaining()) {
      return Optional.empty();
    }
    if (kind != ALL || bytes.remaining() % DigestStarts.SIZE_BYTES != 0) {
      throw new IllegalArgumentException("these are no starts of digests");
    }
    long[] starts = new long[bytes.remaining() / DigestStarts.SIZE_BYTES];
    bytes.asLongBuffer().get(starts);
    return Optional.of(DigestStarts.of(starts));
  }

  /// Writes them into a new array.
  public static byte[] write(Optional<DigestStarts> starts) {
    if (starts.isEmpty()) {
      return new byte[] {TOO_MANY};
    }
    DigestStarts all = starts.get();
    ByteBuffer bytes = ByteBuffer.allocate(1 + all.size() * DigestStarts.SIZE_BYTES).put(ALL);
    for (int i = 0; i < all.size(); i++) {
      bytes.putLong(all.get(i));
    }
    return bytes.array();
  }
}
