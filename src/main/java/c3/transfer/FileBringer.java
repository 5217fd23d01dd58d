package c3.transfer;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.posix.FileStatus;
import c3.posix.OpenFile;
import c3.store.BlobCorrupt;
import c3.store.BlobLocator;
import c3.store.BlobLocator.Place;
import c3.store.BlobStore;
import c3.transfer.Placement.Spot;
import c3.transfer.Restoration.Wanted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Brings the files of a batch, several at once, from wherever they are had cheapest.
final class FileBringer {
  private static final int BUFFER = 1 << 20;
  private static final int SLICE = 512;
  private static final long SMALL_MAX = 1 << 20;
  private static final Set<ErrorCode> LOSSES =
      EnumSet.of(ErrorCode.NOT_FOUND, ErrorCode.CORRUPTED, ErrorCode.STORAGE_FAILED);

  private final BlobStore blobs;
  private final Placement placement;
  private final Tally tally;
  private final Workers workers;
  private final Buffers buffers = new Buffers(BUFFER);

  FileBringer(BlobStore blobs, Placement placement, Tally tally, Workers workers) {
    this.blobs = blobs;
    this.placement = placement;
    this.tally = tally;
    this.workers = workers;
  }

  /// Returns when every file of the batch is there, kept or lost.
  void bring(List<Wanted> batch) throws IOException {
    Map<Wanted, Spot> missing = Collections.synchronizedMap(new HashMap<>());
    for (List<Wanted> slice : slices(batch)) {
      workers.submit(() -> look(slice, missing));
    }
    workers.drain();
    List<Spot> spots = new ArrayList<>();
    for (Wanted wanted : batch) {
      Spot spot = missing.get(wanted);
      if (spot != null) {
        spots.add(spot);
      }
    }
    fetch(spots);
    workers.drain();
  }

  private static <T> List<List<T>> slices(List<T> all) {
    List<List<T>> slices = new ArrayList<>();
    for (int from = 0; from < all.size(); from += SLICE) {
      slices.add(List.copyOf(all.subList(from, Math.min(from + SLICE, all.size()))));
    }
    return slices;
  }

  /// Finds out which files are to be made.
  private void look(List<Wanted> slice, Map<Wanted, Spot> missing) throws IOException {
    for (Wanted wanted : slice) {
      byte[] name = wanted.path().name().bytes();
      Optional<FileStatus> there = wanted.folder().status(name);
      if (there.isPresent() && isRight(wanted, there.get(), name)) {
        tally.there(wanted.file());
      } else if (there.isPresent() && !mayReplace(wanted, there.get())) {
        tally.kept(wanted.path());
      } else {
        Spot spot =
            new Spot(
                wanted.file(),
                wanted.folder(),
                wanted.path().name(),
                there.isPresent(),
                tally.coming(wanted.file()));
        missing.put(wanted, spot);
      }
    }
  }

  private static boolean mayReplace(Wanted wanted, FileStatus there) {
    return wanted.overwrite() && there.kind() != FileStatus.Kind.DIRECTORY;
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

  private void fetch(List<Spot> spots) throws IOException {
    Map<Digest, Place> places = places(spots);
    Map<Digest, List<Spot>> small = new HashMap<>();
    List<Spot> near = new ArrayList<>();
    for (Spot spot : spots) {
      Digest digest = spot.file().digest();
      if (digest.equals(Digest.EMPTY)) {
        workers.submit(() -> place(spot, () -> placement.fromMemory(spot, ByteBuffer.allocate(0))));
      } else if (places.containsKey(digest)) {
        near.add(spot);
      } else if (spot.file().sizeBytes() <= SMALL_MAX) {
        small.computeIfAbsent(digest, d -> new ArrayList<>()).add(spot);
      } else {
        workers.submit(() -> place(spot, () -> stream(spot)));
      }
    }
    fetchNear(near, places);
    for (List<Digest> slice : slices(List.copyOf(small.keySet()))) {
      workers.submit(() -> fetchSmall(slice, small));
    }
  }

  private Map<Digest, Place> places(List<Spot> spots) throws IOException {
    Optional<BlobLocator> locator = blobs.locator();
    if (locator.isEmpty() || spots.isEmpty()) {
      return Map.of();
    }
    return locator
        .get()
        .locate(spots.stream().map(spot -> spot.file().digest()).distinct().toList());
  }

  private void fetchNear(List<Spot> near, Map<Digest, Place> places) throws IOException {
    List<Spot> small = near.stream().filter(spot -> spot.file().sizeBytes() <= SMALL_MAX).toList();
    for (List<Spot> slice : slices(small)) {
      workers.submit(() -> fetchFromDisk(slice, places));
    }
    for (Spot spot : near) {
      if (spot.file().sizeBytes() > SMALL_MAX) {
        workers.submit(() -> fetchFromDisk(List.of(spot), places));
      }
    }
  }

  private void fetchFromDisk(List<Spot> slice, Map<Digest, Place> places) throws IOException {
    for (Spot spot : slice) {
      Place place = places.get(spot.file().digest());
      if (place == null) {
        throw new IllegalStateException("no place for " + spot.file().digest());
      }
      place(spot, () -> fromDisk(spot, place));
    }
  }

  /// The store does not know of damage that shows here. It is asked for the bytes: either it has
  /// others by now, or it notes the damage and says what to do.
  private void fromDisk(Spot spot, Place place) throws IOException {
    try {
      placement.fromDisk(spot, place);
    } catch (BlobCorrupt | NoSuchFileException e) {
      stream(spot);
    }
  }

  private void fetchSmall(List<Digest> digests, Map<Digest, List<Spot>> spots) throws IOException {
    blobs.readAll(
        digests,
        new BlobStore.BlobVisitor() {
          @Override
          public void blob(Digest digest, byte[] content) throws IOException {
            buffers.lend(buffer -> {
              buffer.put(content).flip();
              for (Spot spot : spots.getOrDefault(digest, List.of())) {
                place(spot, () -> placement.fromMemory(spot, buffer.duplicate()));
              }
              return digest;
            });
          }

          @Override
          public void lost(Digest digest, C3Exception why) {
            for (Spot spot : spots.getOrDefault(digest, List.of())) {
              tally.lost(spot.file().path(), why.message());
            }
          }
        });
  }

  private void stream(Spot spot) throws IOException {
    try (InputStream content = blobs.read(spot.file().digest(), BlobStore.Range.ALL)) {
      placement.fromStream(spot, content);
    }
  }

  private interface Making {
    void make() throws IOException;
  }

  /// Makes one file; a blob that is missing, damaged or cannot be read is a loss, and the rest goes
  /// on.
  private void place(Spot spot, Making making) throws IOException {
    try {
      making.make();
      spot.progress().reached(spot.file().sizeBytes());
      tally.downloaded(spot.file());
    } catch (FileAlreadyExistsException e) {
      tally.kept(spot.file().path());
    } catch (C3Exception e) {
      if (!LOSSES.contains(e.code())) {
        throw e;
      }
      tally.lost(spot.file().path(), e.message());
    }
  }
}
