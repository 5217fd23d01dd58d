package c3.transfer.upload;

import c3.collect.Found;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.ManifestSummary;
import c3.transfer.Progress;
import c3.transfer.upload.LargeFiles.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Stores one batch after the other and writes their entries to the manifest. For one thread.
final class BatchStore {
  private final BundleSender bundles;
  private final LargeFiles large;
  private final ManifestSpool manifest;
  private final Progress progress;
  private long newBytes;

  BatchStore(BundleSender bundles, LargeFiles large, ManifestSpool manifest, Progress progress) {
    this.bundles = bundles;
    this.large = large;
    this.manifest = manifest;
    this.progress = progress;
  }

  /// Stores what a batch has read.
  void store(List<ReadFile> batch) throws IOException {
    Set<Digest> missing = bundles.findMissing(smallDigests(batch));
    Iterator<Optional<Stored>> stored = large.store(largeFiles(batch)).iterator();
    for (ReadFile read : batch) {
      switch (read) {
        case ReadFile.Small small -> add(small.entry(), append(small, missing));
        case ReadFile.Ready ready -> manifest.add(ready.entry());
        case ReadFile.Gone gone -> warnOfGone(gone.path());
        case ReadFile.Large file -> add(file.file().path(), stored.next());
      }
    }
  }

  private static Set<Digest> smallDigests(List<ReadFile> batch) {
    Set<Digest> digests = new HashSet<>();
    for (ReadFile read : batch) {
      if (read instanceof ReadFile.Small small && small.content().length > 0) {
        digests.add(small.entry().digest());
      }
    }
    return digests;
  }

  private static List<Found.File> largeFiles(List<ReadFile> batch) {
    List<Found.File> files = new ArrayList<>();
    for (ReadFile read : batch) {
      if (read instanceof ReadFile.Large file) {
        files.add(file.file());
      }
    }
    return files;
  }

  private long append(ReadFile.Small small, Set<Digest> missing) throws IOException {
    byte[] content = small.content();
    boolean isNew =
        missing.contains(small.entry().digest()) && bundles.append(small.entry(), content);
    return isNew ? content.length : 0;
  }

  private void add(EntryPath path, Optional<Stored> stored) throws IOException {
    if (stored.isPresent()) {
      add(stored.get().entry(), stored.get().sentBytes());
    } else {
      warnOfGone(path);
    }
  }

  private void add(Entry.File file, long sentBytes) throws IOException {
    manifest.add(file);
    newBytes += sentBytes;
    if (file.changed()) {
      progress.on(
          new Progress.Event.Warned(
              file.path(), "it kept changing while it was read; what is kept may mix two states"));
    }
    progress.on(new Progress.Event.Finished(file.path(), file.sizeBytes(), sentBytes));
  }

  private void warnOfGone(EntryPath path) {
    progress.on(new Progress.Event.Warned(path, "it vanished before it was read, and is left out"));
  }

  /// Puts the manifest and what is left; returns when the store has everything.
  ManifestSummary finish() throws IOException {
    ManifestSummary summary = manifest.put(bundles);
    bundles.finish();
    return summary;
  }

  /// How many bytes of contents the store did not have before.
  long newBytes() {
    return newBytes;
  }
}
