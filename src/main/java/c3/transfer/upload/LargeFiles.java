package c3.transfer.upload;

import c3.collect.Found;
import c3.model.Digest;
import c3.model.Entry;
import c3.store.HandOver;
import c3.store.UploadSession;
import c3.transfer.Progress;
import c3.transfer.Workers;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/// Stores files that are blobs of their own:
///
/// 1. those that may be handed over by link are, unhashed, since the store hashes them anyway;
/// 2. the others are hashed, several at a time;
/// 3. the store is asked which it lacks;
/// 4. these are put, several at a time, each content once.
final class LargeFiles implements Closeable {
  private final UploadSession session;
  private final Optional<LinkedFiles> linked;
  private final LargeFileHash hash;
  private final LargeFilePut put;
  private final Workers workers;

  /// @param linked takes this upload's own files by link, where that is allowed
  LargeFiles(
      Transit transit,
      Optional<HandOver> handOver,
      Optional<LinkedFiles> linked,
      Progress progress) {
    this.session = transit.session();
    this.linked = linked;
    this.hash = new LargeFileHash(transit.limits().bufferSize(), progress);
    this.put = new LargeFilePut(transit, handOver, hash);
    int threads = transit.threads().parallelism();
    this.workers = new Workers(threads, threads, transit.threads().factory());
  }

  /// A file that the store has.
  ///
  /// @param sentBytes how many of its bytes it did not have before
  record Stored(Entry.File entry, long sentBytes) {}

  /// Stores files, at most `Limits.digestsPerCallMax`; results in the same order, nothing for one
  /// that has vanished. Throws `UploadFailed` when one cannot be read.
  List<Optional<Stored>> store(List<Found.File> files) throws IOException {
    AtomicReferenceArray<Optional<Stored>> stored = new AtomicReferenceArray<>(files.size());
    for (int i = 0; i < files.size(); i++) {
      stored.set(i, Optional.empty());
    }
    if (linked.isPresent()) {
      linked.get().handOver(files, stored, workers);
    }
    send(files, stored);
    List<Optional<Stored>> results = new ArrayList<>(files.size());
    for (int i = 0; i < files.size(); i++) {
      results.add(stored.get(i));
    }
    return results;
  }

  private void send(List<Found.File> files, AtomicReferenceArray<Optional<Stored>> stored)
      throws IOException {
    List<Integer> places =
        IntStream.range(0, files.size()).filter(i -> stored.get(i).isEmpty()).boxed().toList();
    AtomicReferenceArray<Optional<Entry.File>> hashed = new AtomicReferenceArray<>(files.size());
    for (int place : places) {
      workers.submit(() -> hashed.set(place, hash.hash(files.get(place), 0)));
    }
    workers.drain();
    Set<Digest> missing = new HashSet<>();
    for (int place : places) {
      hashed.get(place).map(Entry.File::digest).ifPresent(missing::add);
    }
    missing.remove(Digest.EMPTY);
    missing = missing.isEmpty() ? missing : new HashSet<>(session.findMissing(missing));
    for (int place : places) {
      Optional<Entry.File> entry = hashed.get(place);
      if (entry.isPresent() && missing.remove(entry.get().digest())) {
        workers.submit(() -> stored.set(place, put.put(files.get(place), entry.get())));
      } else {
        stored.set(place, entry.map(known -> new Stored(known, 0)));
      }
    }
    workers.drain();
  }

  @Override
  public void close() {
    workers.close();
  }
}
