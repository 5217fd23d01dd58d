package c3.store.read;

import c3.catalog.BlobCatalog.Extent;
import c3.catalog.BlobCatalog.Place;
import c3.catalog.BlobCatalog.Spot;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.model.Limits;
import c3.object.ObjectStore;
import c3.store.BlobCorrupt;
import c3.store.BlobMissing;
import c3.store.BlobStore.BlobVisitor;
import c3.store.BlobStore.Range;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads many small blobs that somebody may see: asks the catalog once, then passes through each
/// object once, in the order of its bytes. Safe for many threads.
public final class ManyReads {
  private static final int READ_AHEAD_BYTES = 1 << 16;

  private final ObjectStore objects;
  private final Places visible;
  private final Limits limits;
  private final Damages damages;

  public ManyReads(ObjectStore objects, Places visible, Limits limits, Damages damages) {
    this.objects = objects;
    this.visible = visible;
    this.limits = limits;
    this.damages = damages;
  }

  /// See `BlobStore.readAll`.
  public void readAll(Collection<Digest> digests, BlobVisitor visitor) throws IOException {
    if (digests.size() > limits.digestsPerCallMax()) {
      throw new IllegalArgumentException("too many digests in one call: " + digests.size());
    }
    Set<Digest> wanted = new LinkedHashSet<>(digests);
    if (wanted.remove(Digest.EMPTY)) {
      visitor.blob(Digest.EMPTY, new byte[0]);
    }
    Map<Digest, Place> found = visible.of(wanted);
    for (Digest digest : wanted) {
      if (!found.containsKey(digest)) {
        visitor.lost(digest, new BlobMissing(digest));
      }
    }
    List<Place> places = new ArrayList<>(found.values());
    for (Place place : places) {
      if (place.extent().sizeBytes() > limits.smallFileMax()) {
        throw new C3Exception(
            ErrorCode.INVALID, "blob " + place.extent().digest() + " is too large for this call");
      }
    }
    Seen seen = new Seen();
    try {
      readAll(places, new Reading(visitor, new BlobReads(objects, visible, limits, seen)));
    } finally {
      seen.tell(damages);
    }
  }

  /// The damage that one call has met, told at its end: a bundle holds thousands of blobs.
  private static final class Seen implements DamageListener {
    private final List<Spot> blobs = new ArrayList<>();
    private final Set<Long> objects = new LinkedHashSet<>();

    @Override
    public void blob(Spot damaged) {
      blobs.add(damaged);
    }

    @Override
    public void object(long gone) {
      objects.add(gone);
    }

    void tell(Damages damages) {
      objects.forEach(damages::object);
      if (!blobs.isEmpty()) {
        damages.blobs(blobs);
      }
    }
  }

  /// One call.
  ///
  /// @param single reads a blob that does not come out right with its neighbours
  private record Reading(BlobVisitor visitor, BlobReads single) {}

  private void readAll(List<Place> places, Reading reading) throws IOException {
    places.sort(
        Comparator.comparingLong(Place::object).thenComparingLong(p -> p.extent().offset()));
    int start = 0;
    for (int i = 1; i <= places.size(); i++) {
      if (i == places.size() || places.get(i).object() != places.get(start).object()) {
        readObject(places.subList(start, i), reading);
        start = i;
      }
    }
  }

  private void readObject(List<Place> places, Reading reading) throws IOException {
    try (InputStream in = open(places)) {
      long at = places.getFirst().extent().offset();
      for (Place place : places) {
        byte[] content = next(in, place.extent().offset() - at, place.extent().storedBytes());
        at = place.extent().offset() + place.extent().storedBytes();
        Digest digest = place.extent().digest();
        if (Digest.of(content).equals(digest)) {
          reading.visitor().blob(digest, content);
        } else {
          readAlone(digest, reading);
        }
      }
    }
  }

  /// The object from the first of these blobs to the end of the last, or nothing when it cannot be
  /// had: then each blob is looked up and read alone, which says what is wrong.
  private InputStream open(List<Place> places) throws IOException {
    long from = places.getFirst().extent().offset();
    Extent last = places.getLast().extent();
    long length = last.offset() + last.storedBytes() - from;
    try {
      return new BufferedInputStream(
          objects.open(BlobReads.key(places.getFirst()), from, length), READ_AHEAD_BYTES);
    } catch (EOFException | NoSuchFileException e) {
      return InputStream.nullInputStream();
    }
  }

  private static byte[] next(InputStream in, long gap, long length) throws IOException {
    try {
      in.skipNBytes(gap);
      return in.readNBytes((int) length);
    } catch (EOFException e) {
      return new byte[0];
    }
  }

  private static void readAlone(Digest digest, Reading reading) throws IOException {
    byte[] content;
    try (InputStream blob = reading.single().read(digest, Range.ALL)) {
      content = blob.readAllBytes();
    } catch (BlobMissing | BlobCorrupt e) {
      reading.visitor().lost(digest, e);
      return;
    }
    reading.visitor().blob(digest, content);
  }
}
