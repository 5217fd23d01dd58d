package c3.store.read;

import c3.catalog.BlobCatalog.Place;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.model.Limits;
import c3.object.ObjectKey;
import c3.object.ObjectStore;
import c3.store.BlobCorrupt;
import c3.store.BlobMissing;
import c3.store.BlobStore.Range;
import c3.store.intake.StorageFailure;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/// Reads the blobs that somebody may see. A blob of up to `Limits.smallFileMax` is verified before
/// a byte is given out; a larger one that is read whole, while it streams; a range of a larger one
/// is not verified. Safe for many threads.
public final class BlobReads {
  private final ObjectStore objects;
  private final Places visible;
  private final Limits limits;
  private final DamageListener damages;

  public BlobReads(ObjectStore objects, Places visible, Limits limits, DamageListener damages) {
    this.objects = objects;
    this.visible = visible;
    this.limits = limits;
    this.damages = damages;
  }

  /// See `BlobStore.size`.
  public long size(Digest digest) throws IOException {
    return digest.equals(Digest.EMPTY) ? 0 : place(digest).extent().sizeBytes();
  }

  private Place place(Digest digest) throws IOException {
    Place place = visible.of(List.of(digest)).get(digest);
    if (place == null) {
      throw new BlobMissing(digest);
    }
    return place;
  }

  /// See `BlobStore.read`.
  public InputStream read(Digest digest, Range range) throws IOException {
    if (digest.equals(Digest.EMPTY)) {
      return InputStream.nullInputStream();
    }
    Place place = place(digest);
    while (true) {
      try {
        return read(place, range);
      } catch (NoSuchFileException e) {
        // A place that was right may have been swept and the blob stored anew since it was found.
        Place now = place(digest);
        if (now.object() == place.object()) {
          damages.object(place.object());
          throw BlobCorrupt.stored(digest, "the file it lies in is gone").causedBy(e);
        }
        place = now;
      } catch (C3Exception e) {
        throw e;
      } catch (IOException e) {
        throw unreadable(place, e);
      }
    }
  }

  /// The disk's word about itself, which says nothing about the bytes: see `Damages`.
  private static C3Exception unreadable(Place place, IOException failure) {
    return new C3Exception(
            ErrorCode.STORAGE_FAILED,
            "object " + key(place) + " cannot be read: " + StorageFailure.reason(failure),
            Optional.of("look at the disk with dmesg, and at who may read that file"))
        .causedBy(failure);
  }

  private InputStream read(Place place, Range range) throws IOException {
    if (place.bad()) {
      throw BlobCorrupt.stored(place.extent().digest(), "this was found when it was last read");
    }
    long size = place.extent().sizeBytes();
    long offset = Math.min(range.offset(), size);
    long length = Math.min(range.length(), size - offset);
    if (size <= limits.smallFileMax()) {
      return new ByteArrayInputStream(content(place), (int) offset, (int) length);
    }
    InputStream bytes = open(place, offset, length);
    return length == size
        ? new VerifiedStream(bytes, place.extent().digest(), size, what -> damaged(place, what))
        : bytes;
  }

  /// A whole small blob, verified.
  private byte[] content(Place place) throws IOException {
    int size = (int) place.extent().sizeBytes();
    try (InputStream in = open(place, 0, size)) {
      byte[] content = in.readNBytes(size);
      if (!Digest.of(content).equals(place.extent().digest())) {
        throw damaged(place, "its bytes have changed on the disk");
      }
      return content;
    }
  }

  private InputStream open(Place place, long offset, long length) throws IOException {
    if (place.extent().codec() != 0) {
      throw new BlobCorrupt(
          place.extent().digest(), "it is stored in a way that this build does not know");
    }
    try {
      return objects.open(key(place), place.extent().offset() + offset, length);
    } catch (EOFException e) {
      throw damaged(place, "the file it lies in is too short").causedBy(e);
    }
  }

  private BlobCorrupt damaged(Place place, String what) {
    damages.blob(place.spot());
    return BlobCorrupt.stored(place.extent().digest(), what);
  }

  /// The name of the object that a blob lies in.
  static ObjectKey key(Place place) {
    return new ObjectKey(
        ObjectKey.Kind.of(place.objectKind()), place.objectSha256(), place.object());
  }
}
