package c3.store.read;

import c3.catalog.BlobCatalog.Place;
import c3.model.Digest;
import c3.model.Limits;
import c3.object.ObjectKey;
import c3.object.ObjectStore;
import c3.store.BlobCorrupt;
import c3.store.BlobMissing;
import c3.store.BlobStore.Range;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;

/// Reads the blobs that somebody may see. A blob of up to `Limits.smallFileMax` is verified before
/// a byte is given out; a larger one that is read whole, while it streams; a range of a larger one
/// is not verified. Safe for many threads.
public final class BlobReads {
  private final ObjectStore objects;
  private final Places visible;
  private final Limits limits;

  public BlobReads(ObjectStore objects, Places visible, Limits limits) {
    this.objects = objects;
    this.visible = visible;
    this.limits = limits;
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
    try {
      return read(place, range);
    } catch (NoSuchFileException e) {
      return readAgain(place, range, e);
    }
  }

  /// A place that was right may have been swept and the blob stored anew since it was looked up.
  private InputStream readAgain(Place gone, Range range, NoSuchFileException cause)
      throws IOException {
    Digest digest = gone.extent().digest();
    Place place = place(digest);
    if (place.object() == gone.object()) {
      throw (BlobCorrupt) new BlobCorrupt(digest, "the file it lies in is gone").causedBy(cause);
    }
    return read(place, range);
  }

  private InputStream read(Place place, Range range) throws IOException {
    long size = place.extent().sizeBytes();
    long offset = Math.min(range.offset(), size);
    long length = Math.min(range.length(), size - offset);
    if (size <= limits.smallFileMax()) {
      return new ByteArrayInputStream(content(place), (int) offset, (int) length);
    }
    InputStream bytes = open(place, offset, length);
    return length == size ? new VerifiedStream(bytes, place.extent().digest(), size) : bytes;
  }

  /// A whole small blob, verified.
  private byte[] content(Place place) throws IOException {
    int size = (int) place.extent().sizeBytes();
    try (InputStream in = open(place, 0, size)) {
      return verified(place, in.readNBytes(size));
    }
  }

  /// Passes a blob's bytes on when they are what its name says.
  static byte[] verified(Place place, byte[] content) throws BlobCorrupt {
    Digest digest = place.extent().digest();
    if (!Digest.of(content).equals(digest)) {
      throw new BlobCorrupt(digest, "its bytes have changed on the disk");
    }
    return content;
  }

  private InputStream open(Place place, long offset, long length) throws IOException {
    Digest digest = place.extent().digest();
    if (place.extent().codec() != 0) {
      throw new BlobCorrupt(digest, "it is stored in a way that this build does not know");
    }
    try {
      return objects.open(key(place), place.extent().offset() + offset, length);
    } catch (EOFException e) {
      throw (BlobCorrupt) new BlobCorrupt(digest, "the file it lies in is too short").causedBy(e);
    }
  }

  /// The name of the object that a blob lies in.
  static ObjectKey key(Place place) {
    return new ObjectKey(
        ObjectKey.Kind.of(place.objectKind()), place.objectSha256(), place.object());
  }
}
