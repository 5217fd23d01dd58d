package c3.transfer;

import c3.model.Digest;
import c3.posix.FileStatus;
import c3.posix.OpenFile;
import c3.transfer.Downloader.Others;
import c3.transfer.Placement.Naming;
import c3.transfer.Placement.Spot;
import c3.transfer.Restoration.Wanted;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/// Looks which files of a batch are there already, several at a time. For one thread.
final class PresentFiles implements Closeable {
  private static final int SLICE = 512;
  private static final int WAITING_MAX = 64;

  private final Tally tally;
  private final Buffers buffers;
  private final Workers workers;

  /// @param buffers to read what is there through
  PresentFiles(Tally tally, Buffers buffers, Threads threads) {
    this.tally = tally;
    this.buffers = buffers;
    this.workers = new Workers(threads.parallelism(), WAITING_MAX, threads.factory());
  }

  /// Those that are to be made, in the same order. The others are there and right, or kept.
  List<Spot> missing(List<Wanted> batch) throws IOException {
    AtomicReferenceArray<Spot> spots = new AtomicReferenceArray<>(batch.size());
    for (int from = 0; from < batch.size(); from += SLICE) {
      int first = from;
      int end = Math.min(from + SLICE, batch.size());
      workers.submit(() -> {
        for (int i = first; i < end; i++) {
          look(batch.get(i)).ifPresent(at(spots, i));
        }
      });
    }
    workers.drain();
    List<Spot> found = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      Spot spot = spots.get(i);
      if (spot != null) {
        found.add(spot);
      }
    }
    return found;
  }

  private static Consumer<Spot> at(AtomicReferenceArray<Spot> spots, int index) {
    return spot -> spots.set(index, spot);
  }

  private Optional<Spot> look(Wanted wanted) throws IOException {
    byte[] name = wanted.path().name().bytes();
    Optional<FileStatus> there =
        wanted.folder().isNew() ? Optional.empty() : wanted.folder().status(name);
    if (there.isPresent() && isRight(wanted, there.get(), name)) {
      tally.there(wanted.file());
      return Optional.empty();
    }
    if (there.isPresent() && !mayReplace(wanted, there.get())) {
      tally.kept(wanted.path());
      return Optional.empty();
    }
    return Optional.of(
        new Spot(
            wanted.file(),
            wanted.folder(),
            wanted.path().name(),
            naming(wanted.others(), there.isPresent()),
            tally.coming(wanted.file())));
  }

  private static boolean mayReplace(Wanted wanted, FileStatus there) {
    return wanted.others() != Others.KEPT && there.kind() != FileStatus.Kind.DIRECTORY;
  }

  private static Naming naming(Others others, boolean isTaken) {
    if (isTaken) {
      return Naming.REPLACING;
    }
    return others == Others.LEFTOVER ? Naming.AT_ONCE : Naming.FREE;
  }

  /// Whether a file has the right bytes and exec bit; equal times prove nothing.
  private boolean isRight(Wanted wanted, FileStatus there, byte[] name) throws IOException {
    if (!there.isFile()
        || there.sizeBytes() != wanted.file().sizeBytes()
        || there.executable() != wanted.file().executable()) {
      return false;
    }
    try (OpenFile file = wanted.folder().openFile(name)) {
      return buffers.lend(buffer -> digest(file, buffer)).equals(wanted.file().digest());
    }
  }

  private static Digest digest(OpenFile file, ByteBuffer buffer) throws IOException {
    MessageDigest hasher = Digest.hasher();
    long at = 0;
    for (int read = file.read(buffer, at); read > 0; read = file.read(buffer, at)) {
      at += read;
      hasher.update(buffer.flip());
      buffer.clear();
    }
    return Digest.ofBytes(hasher.digest());
  }

  /// Ends the looking.
  @Override
  public void close() {
    workers.close();
  }
}
