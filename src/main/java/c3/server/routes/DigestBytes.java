package c3.server.routes;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Many digests as a body: 32 bytes each, one behind the other. Half the size of their text, and
/// nothing to parse.
final class DigestBytes {
  private DigestBytes() {}

  /// Reads at most `max` digests.
  static List<Digest> read(Exchange exchange, int max) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(exchange.bytes(max * Digest.SIZE_BYTES));
    if (bytes.remaining() % Digest.SIZE_BYTES != 0) {
      throw new C3Exception(ErrorCode.INVALID, "a list of digests has 32 bytes for each");
    }
    List<Digest> digests = new ArrayList<>(bytes.remaining() / Digest.SIZE_BYTES);
    while (bytes.hasRemaining()) {
      digests.add(Digest.read(bytes));
    }
    return digests;
  }

  static ByteBuffer write(Collection<Digest> digests) {
    ByteBuffer bytes = ByteBuffer.allocate(digests.size() * Digest.SIZE_BYTES);
    digests.forEach(digest -> bytes.put(digest.bytes()));
    return bytes.flip();
  }
}
