package c3.wire.frame;

import c3.model.Digest;
import c3.wire.message.LocateRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A request for places as a body: the nonce's length (one byte), the nonce, and the digests as in
/// `DigestBytes`.
public final class LocateRequestBytes {
  private static final int NONCE_MAX = 0xff;

  private LocateRequestBytes() {}

  /// How long a request for so many digests is at most.
  public static int sizeMax(int digests) {
    return 1 + NONCE_MAX + digests * Digest.SIZE_BYTES;
  }

  /// Reads what is left of a buffer; throws `IllegalArgumentException` when that is no request.
  public static LocateRequest read(ByteBuffer bytes) {
    byte[] nonce = nonce(bytes);
    return new LocateRequest(
        new String(nonce, StandardCharsets.ISO_8859_1), DigestBytes.read(bytes));
  }

  private static byte[] nonce(ByteBuffer bytes) {
    if (bytes.hasRemaining()) {
      int length = Byte.toUnsignedInt(bytes.get());
      if (length <= bytes.remaining()) {
        byte[] nonce = new byte[length];
        bytes.get(nonce);
        return nonce;
      }
    }
    throw new IllegalArgumentException("it ends within the nonce");
  }

  /// Writes it into a new array; throws `IllegalArgumentException` for a nonce that is too long.
  public static byte[] write(LocateRequest request) {
    byte[] nonce = request.nonce().getBytes(StandardCharsets.ISO_8859_1);
    if (nonce.length > NONCE_MAX) {
      throw new IllegalArgumentException("a nonce has at most " + NONCE_MAX + " bytes");
    }
    int size = 1 + nonce.length + request.digests().size() * Digest.SIZE_BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(size).put((byte) nonce.length).put(nonce);
    DigestBytes.write(request.digests(), bytes);
    return bytes.array();
  }
}
