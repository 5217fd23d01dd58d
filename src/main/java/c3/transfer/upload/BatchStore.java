package c3.transfer.upload;

import c3.collect.Found;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.ManifestSummary;
import c3.transfer.Progress;
import c3.transfer.UploadResult.Sent;
import c3.transfer.upload.LargeFiles.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Stores one batch after the other and writes their entries to the manifest. For one thread, the
/// asking aside.
final class BatchStore {
  private final BundleSender bundles;
  private final LargeFiles large;
  private final ManifestSpool manifest;
  private final KnownFiles known;
  private final SmallFileReader reader;
  private final Transit transit;
  private final Progress progress;
  private Sent sent = Sent.NOTHING;

  BatchStore(
      BundleSender bundles,
      LargeFiles large,
      ManifestSpool manifest,
      KnownFiles known,
      Transit transit,
      Progress progress) {
    this.bundles = bundles;
    this.large = large;
    this.manifest = manifest;
    this.known = known;
    this.reader = new SmallFileReader(transit.limits());
    this.transit = transit;
    this.progress = progress;
  }

  /// A batch, and what the store said of it.
  record Asked(List<ReadFile> batch, BundleSender.Answer answer) {}

  /// Asks the store which contents of a batch it lacks. May be done while the batch before is being
  /// stored, by another thread.
  Asked ask(List<ReadFile> batch) throws IOException {
    Set<Digest> digests = smallDigests(batch);
    for (ReadFile read : batch) {
      if (read instanceof ReadFile.Known file && file.file().stamp().sizeBytes() > 0) {
        digests.add(file.digest());
      }
    }
    BundleSender.Answer answer = bundles.ask(digests);
    if (batch.stream().anyMatch(read -> isLacking(read, answer.missing()))) {
      known.distrust();
    }
    return new Asked(batch, answer);
  }

  private static boolean isLacking(ReadFile read, Set<Digest> missing) {
    return read instanceof ReadFile.Known unread && missing.contains(unread.digest());
  }

  /// Stores a batch. Files that were not read and whose contents the store turns out to lack are
  /// read after all, a bounded number of bytes at a time.
  void store(Asked asked) throws IOException {
    bundles.heard(asked.answer());
    Set<Digest> missing = new HashSet<>(asked.answer().missing());
    List<ReadFile> part = new ArrayList<>();
    List<ReadFile> late = new ArrayList<>();
    long bytes = 0;
    for (ReadFile file : asked.batch()) {
      ReadFile read = file;
      if (file instanceof ReadFile.Known unread && isLacking(unread, missing)) {
        read =
            SourceFiles.read(
                unread.file(), transit.limits().smallFileMax(), progress, reader::read);
        bytes += read instanceof ReadFile.Small small ? small.sizeBytes() : 0;
        late.add(read);
      }
      part.add(read);
      if (bytes >= Upload.BATCH_BYTES_MAX) {
        storeRead(part, late, missing);
        part.clear();
        late.clear();
        bytes = 0;
      }
    }
    storeRead(part, late, missing);
  }

  /// Stores files that were read, and names those whose contents the store has.
  ///
  /// @param late those that were read only now: the store may not have been asked about what they
  ///   have become
  /// @param missing what it is known to lack
  private void storeRead(List<ReadFile> batch, List<ReadFile> late, Set<Digest> missing)
      throws IOException {
    Set<Digest> unasked = smallDigests(late);
    unasked.removeAll(missing);
    if (!unasked.isEmpty()) {
      missing.addAll(transit.session().findMissing(unasked));
    }
    Iterator<Optional<Stored>> stored = large.store(largeFiles(batch)).iterator();
    for (ReadFile read : batch) {
      storeOne(read, missing, stored);
    }
  }

  private void storeOne(ReadFile read, Set<Digest> missing, Iterator<Optional<Stored>> stored)
      throws IOException {
    switch (read) {
      case ReadFile.Small small -> add(small.file(), small.entry(), append(small, missing));
      case ReadFile.Known file -> addKnown(file);
      case ReadFile.Ready ready -> manifest.add(ready.entry());
      case ReadFile.Gone gone -> warnOfGone(gone.path());
      case ReadFile.Large file -> add(file.file(), stored.next());
    }
  }

  private static Set<Digest> smallDigests(List<ReadFile> batch) {
    Set<Digest> digests = new HashSet<>();
    for (ReadFile read : batch) {
      if (read instanceof ReadFile.Small small && small.sizeBytes() > 0) {
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
    boolean isNew =
        missing.contains(small.entry().digest()) && bundles.append(small.entry(), small.content());
    return isNew ? small.sizeBytes() : 0;
  }

  private void addKnown(ReadFile.Known known) throws IOException {
    progress.on(new Progress.Event.Moved(known.file().stamp().sizeBytes()));
    add(known.file(), SourceFiles.known(known.file(), known.digest()), 0);
  }

  private void add(Found.File file, Optional<Stored> stored) throws IOException {
    if (stored.isPresent()) {
      add(file, stored.get().entry(), stored.get().sentBytes());
    } else {
      warnOfGone(file.path());
    }
  }

  private void add(Found.File file, Entry.File entry, long sentBytes) throws IOException {
    manifest.add(entry);
    sent = sent.with(sentBytes);
    if (entry.changed()) {
      progress.on(
          new Progress.Event.Warned(
              entry.path(), "it kept changing while it was read; what is kept may mix two states"));
    } else {
      known.learn(file, entry.digest());
    }
    progress.on(new Progress.Event.Finished(entry.path(), entry.sizeBytes()));
  }

  private void warnOfGone(EntryPath path) {
    progress.on(new Progress.Event.Warned(path, "it vanished before it was read, and is left out"));
  }

  /// Puts the manifest and what is left; returns when the store has everything.
  ManifestSummary finish() throws IOException {
    ManifestSummary summary = manifest.put(bundles);
    bundles.finish();
    known.keep();
    return summary;
  }

  /// What the store did not have before.
  Sent sent() {
    return sent;
  }
}
