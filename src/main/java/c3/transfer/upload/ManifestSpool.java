package c3.transfer.upload;

import c3.model.Digest;
import c3.model.Entry;
import c3.model.ManifestSummary;
import c3.store.HandOver;
import c3.store.format.ManifestWriter;
import c3.store.format.SealedManifest;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes the manifest into the spool while its entries become known, and puts it at the end. For
/// one thread.
final class ManifestSpool implements Closeable {
  private final Transit transit;
  private final Optional<HandOver> handOver;
  private final Path file;
  private final OutputStream out;
  private final ManifestWriter writer;

  /// @param handOver takes a large manifest by link, where the store takes the spool's files so
  ManifestSpool(Transit transit, Optional<HandOver> handOver) throws IOException {
    this.transit = transit;
    this.handOver = handOver;
    this.file = transit.spool().next();
    this.out = transit.spool().write(() -> new BufferedOutputStream(Files.newOutputStream(file)));
    this.writer = new ManifestWriter(out);
  }

  /// Adds the next entry, in the order of paths.
  void add(Entry entry) throws IOException {
    try {
      writer.add(entry);
    } catch (IOException e) {
      throw transit.spool().failure(e);
    }
  }

  /// Ends the manifest and puts it: a small one goes with the last bundle, which is not full yet, a
  /// large one while that is on its way.
  ManifestSummary put(BundleSender bundles) throws IOException {
    SealedManifest sealed =
        transit
            .spool()
            .write(() -> {
              SealedManifest manifest = writer.finish();
              out.close();
              return manifest;
            });
    Digest digest = sealed.summary().digest();
    if (!bundles.findMissing(Set.of(digest)).isEmpty()) {
      if (sealed.sizeBytes() <= transit.limits().smallFileMax()) {
        bundles.append(digest, ByteBuffer.wrap(Files.readAllBytes(file)));
      } else {
        bundles.seal();
        if (!isTaken(digest)) {
          transit.session().putFile(file, digest);
        }
      }
    }
    return sealed.summary();
  }

  /// Hands the manifest over. What is not taken, or arrived as something else, is to be sent.
  private boolean isTaken(Digest digest) throws IOException {
    return handOver.isPresent()
        && handOver.get().files(List.of(file)).getFirst() instanceof HandOver.Result.Taken taken
        && taken.digest().equals(digest);
  }

  @Override
  public void close() throws IOException {
    writer.close();
    out.close();
  }
}
