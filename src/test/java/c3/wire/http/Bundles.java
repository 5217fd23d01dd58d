package c3.wire.http;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.Limits;
import c3.store.BlobStore.BlobVisitor;
import c3.store.format.BundleWriter;
import c3.store.format.SealedBundle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/// Bundles for tests, and what was read of them.
final class Bundles {
  private Bundles() {}

  /// So many contents of 1 to `sizeMax` bytes, all different.
  static List<byte[]> random(int count, int sizeMax) {
    Random random = new Random(count);
    return IntStream.range(0, count)
        .mapToObj(i -> {
          byte[] content = new byte[8 + random.nextInt(sizeMax)];
          random.nextBytes(content);
          return content;
        })
        .toList();
  }

  static SealedBundle write(Path file, List<byte[]> contents) throws IOException {
    try (BundleWriter writer = new BundleWriter(file, UUID.randomUUID(), Limits.STANDARD)) {
      for (byte[] content : contents) {
        writer.append(Digest.of(content), ByteBuffer.wrap(content), 0);
      }
      return writer.seal();
    }
  }

  /// Keeps what it is handed.
  static final class Found implements BlobVisitor {
    private final Map<Digest, byte[]> contents = new HashMap<>();
    private final Map<Digest, C3Exception> lost = new HashMap<>();

    @Override
    public void blob(Digest digest, byte[] content) {
      contents.put(digest, content);
    }

    @Override
    public void lost(Digest digest, C3Exception why) {
      lost.put(digest, why);
    }

    Map<Digest, byte[]> contents() {
      return contents;
    }

    Map<Digest, C3Exception> lost() {
      return lost;
    }
  }
}
