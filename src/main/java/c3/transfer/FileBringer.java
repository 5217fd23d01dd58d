package c3.transfer;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.store.BlobCorrupt;
import c3.store.BlobLocator;
import c3.store.BlobLocator.Place;
import c3.store.BlobStore;
import c3.transfer.Placement.Spot;
import c3.transfer.Restoration.Wanted;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Brings the files of a batch, several at once, from wherever they are had cheapest.
final class FileBringer implements Closeable {
  /// What is brought through one buffer, at once.
  private static final int SMALL_MAX = DiskRun.BYTES_MAX;

  private static final int SLICE = 512;
  private static final int WAITING_MAX = 64;
  private static final Set<ErrorCode> LOSSES =
      EnumSet.of(ErrorCode.NOT_FOUND, ErrorCode.CORRUPTED, ErrorCode.STORAGE_FAILED);

  private final BlobStore blobs;
  private final Placement placement;
  private final Tally tally;
  private final PresentFiles present;
  private final Workers fetchers;
  private final Buffers buffers = new Buffers(SMALL_MAX);

  /// What the files of the last two batches need open.
  private final Deque<Closeable> open = new ArrayDeque<>();

  FileBringer(BlobStore blobs, Placement placement, Tally tally, Threads threads) {
    this.blobs = blobs;
    this.placement = placement;
    this.tally = tally;
    this.present = new PresentFiles(tally, buffers, threads);
    this.fetchers = new Workers(threads.parallelism(), WAITING_MAX, threads.factory());
  }

  /// Begins to bring a batch. It is found out what of it is missing, and where that lies, while the
  /// batch before is still being brought; returns when that one is there.
  ///
  /// @param folders what the batch's files need open; closed when they are there
  void bring(List<Wanted> batch, Closeable folders) throws IOException {
    open.add(folders);
    List<Spot> spots = present.missing(batch);
    Map<Digest, Place> places = places(spots);
    fetchers.drain();
    while (open.size() > 1) {
      open.remove().close();
    }
    fetch(spots, places);
  }

  /// Returns when every file is there, kept or lost.
  void finish() throws IOException {
    fetchers.drain();
  }

  @Override
  public void close() throws IOException {
    present.close();
    fetchers.close();
    while (!open.isEmpty()) {
      open.remove().close();
    }
  }

  private static <T> List<List<T>> slices(List<T> all) {
    List<List<T>> slices = new ArrayList<>();
    for (int from = 0; from < all.size(); from += SLICE) {
      slices.add(List.copyOf(all.subList(from, Math.min(from + SLICE, all.size()))));
    }
    return slices;
  }

  private void fetch(List<Spot> spots, Map<Digest, Place> places) throws IOException {
    Map<Digest, List<Spot>> small = new HashMap<>();
    List<DiskRun.Part> near = new ArrayList<>();
    for (Spot spot : spots) {
      Digest digest = spot.file().digest();
      Place place = places.get(digest);
      if (digest.equals(Digest.EMPTY)) {
        fetchers.submit(
            () -> place(spot, () -> placement.fromMemory(spot, ByteBuffer.allocate(0))));
      } else if (place != null && isPartOfMuch(place)) {
        near.add(new DiskRun.Part(spot, place));
      } else if (place != null) {
        fetchers.submit(() -> place(spot, () -> fromDisk(spot, place)));
      } else if (spot.file().sizeBytes() <= SMALL_MAX) {
        small.computeIfAbsent(digest, d -> new ArrayList<>()).add(spot);
      } else {
        fetchers.submit(() -> place(spot, () -> stream(spot)));
      }
    }
    fetchNear(near);
    for (List<Digest> slice : slices(List.copyOf(small.keySet()))) {
      fetchers.submit(() -> fetchSmall(slice, small));
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

  private static boolean isPartOfMuch(Place place) {
    return !place.whole() && place.sizeBytes() <= DiskRun.BYTES_MAX;
  }

  private void fetchNear(List<DiskRun.Part> near) throws IOException {
    for (List<DiskRun.Part> slice : slices(near)) {
      fetchers.submit(() -> {
        for (DiskRun run : DiskRun.of(slice)) {
          fromDisk(run);
        }
      });
    }
  }

  private void fromDisk(DiskRun run) throws IOException {
    MessageDigest hasher = Digest.hasher();
    buffers.lend(buffer -> {
      run.read(buffer);
      for (DiskRun.Part part : run.parts()) {
        ByteBuffer bytes = run.bytes(part, buffer);
        hasher.update(bytes.duplicate());
        boolean isRight = Digest.ofBytes(hasher.digest()).equals(part.spot().file().digest());
        place(
            part.spot(),
            () -> {
              if (isRight) {
                placement.fromMemory(part.spot(), bytes);
              } else {
                stream(part.spot());
              }
            });
      }
      return run;
    });
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
