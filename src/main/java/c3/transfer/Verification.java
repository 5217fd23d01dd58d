package c3.transfer;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.Limits;
import c3.store.BlobCorrupt;
import c3.store.BlobMissing;
import c3.store.BlobStore;
import c3.store.BlobStore.Range;
import c3.view.ManifestTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads again everything that a part of a manifest names, and says what is damaged or missing:
///
/// 1. the manifest itself;
/// 2. small files, many at a time, each content once in a batch;
/// 3. large files one by one, as a stream.
///
/// Memory does not grow with the manifest. For one thread.
public final class Verification {
  private static final long BATCH_BYTES_MAX = 8L << 20;

  private final BlobStore blobs;
  private final Limits limits;
  private final Progress progress;
  private final DamageListener damages;
  private final Map<Digest, List<Entry.File>> batch = new LinkedHashMap<>();
  private final byte[] buffer;
  private int batchFiles;
  private long batchBytes;
  private long files;
  private long bytes;
  private long damaged;

  public Verification(BlobStore blobs, Limits limits, Progress progress, DamageListener damages) {
    this.blobs = blobs;
    this.limits = limits;
    this.progress = progress;
    this.damages = damages;
    this.buffer = new byte[limits.bufferSize()];
  }

  /// Hears of damage as it is found.
  @FunctionalInterface
  public interface DamageListener {
    /// The content of a file is not what the manifest says, for this reason.
    void damaged(EntryPath path, String why);
  }

  /// What was read.
  ///
  /// @param files all files, the damaged among them
  public record Result(long files, long bytes, long damaged) {}

  /// Reads everything at or below a path. Throws `BlobCorrupt` or `BlobMissing` when the manifest
  /// itself cannot be had whole, since then nothing is known of the files.
  public Result verify(ManifestTree tree, EntryPath below) throws IOException {
    Digest manifest = tree.manifest().digest();
    read(manifest);
    tree.walk(
        below,
        entry -> {
          if (entry instanceof Entry.File file) {
            add(file);
          }
        });
    readBatch();
    return new Result(files, bytes, damaged);
  }

  private void add(Entry.File file) throws IOException {
    files++;
    bytes += file.sizeBytes();
    progress.on(new Progress.Event.Found(1, file.sizeBytes()));
    if (file.sizeBytes() > limits.smallFileMax()) {
      readLarge(file);
    } else if (file.sizeBytes() > 0) {
      batch.computeIfAbsent(file.digest(), digest -> new ArrayList<>()).add(file);
      batchFiles++;
      batchBytes += file.sizeBytes();
      if (batchFiles == limits.digestsPerCallMax() || batchBytes > BATCH_BYTES_MAX) {
        readBatch();
      }
    }
  }

  private void readLarge(Entry.File file) throws IOException {
    progress.on(new Progress.Event.Started(file.path(), file.sizeBytes()));
    try {
      check(file, read(file.digest()));
    } catch (BlobMissing | BlobCorrupt e) {
      lost(file, e);
    }
  }

  private long read(Digest digest) throws IOException {
    long size = 0;
    try (InputStream in = blobs.read(digest, Range.ALL)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        size += count;
        progress.on(new Progress.Event.Moved(count));
      }
    }
    return size;
  }

  private void readBatch() throws IOException {
    blobs.readAll(
        batch.keySet(),
        new BlobStore.BlobVisitor() {
          @Override
          public void blob(Digest digest, byte[] content) {
            for (Entry.File file : batch.getOrDefault(digest, List.of())) {
              progress.on(new Progress.Event.Moved(content.length));
              check(file, content.length);
            }
          }

          @Override
          public void lost(Digest digest, C3Exception why) {
            batch
                .getOrDefault(digest, List.of())
                .forEach(file -> Verification.this.lost(file, why));
          }
        });
    batch.clear();
    batchFiles = 0;
    batchBytes = 0;
  }

  private void check(Entry.File file, long size) {
    if (size != file.sizeBytes()) {
      damaged++;
      damages.damaged(file.path(), "it has %d bytes and not %d".formatted(size, file.sizeBytes()));
    }
    progress.on(new Progress.Event.Finished(file.path(), file.sizeBytes()));
  }

  private void lost(Entry.File file, C3Exception why) {
    damaged++;
    damages.damaged(file.path(), why.message());
  }
}
