package c3.store.check;

import c3.catalog.BlobCatalog.Extent;
import c3.catalog.BlobCatalog.StoredBlob;
import c3.catalog.BlobCatalog.StoredObject;
import c3.model.Digest;
import c3.object.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// Reads an object once, from its first byte to its last, and hashes on the way all of it and each
/// of its blobs. For one thread.
final class ObjectReading {
  private final ObjectStore objects;
  private final byte[] piece;
  private final MessageDigest whole = Digest.hasher();
  private final MessageDigest blob = Digest.hasher();

  /// @param piece what is read at once
  ObjectReading(ObjectStore objects, byte[] piece) {
    this.objects = objects;
    this.piece = piece;
  }

  /// What the bytes came to.
  ///
  /// @param sha256 the digest of all of them
  /// @param other the blobs whose bytes are not what their names say
  record Read(Digest sha256, List<StoredBlob> other) {}

  /// Whether blobs follow each other in an object without one lying in another or beyond its end,
  /// so that one reading is enough.
  static boolean isOrdered(StoredObject object, List<StoredBlob> blobs) {
    long at = 0;
    for (StoredBlob next : blobs) {
      Extent extent = next.extent();
      if (extent.offset() < at || !lies(extent, object)) {
        return false;
      }
      at = extent.offset() + extent.storedBytes();
    }
    return true;
  }

  /// Whether a blob lies within its object.
  static boolean lies(Extent extent, StoredObject object) {
    return extent.offset() >= 0
        && extent.storedBytes() > 0
        && extent.storedBytes() <= object.sizeBytes() - extent.offset();
  }

  /// Reads an object in which blobs lie in order. Throws what its store throws.
  Read all(StoredObject object, List<StoredBlob> blobs) throws IOException {
    List<StoredBlob> other = new ArrayList<>();
    try (InputStream in = objects.open(ObjectPass.key(object), 0, object.sizeBytes())) {
      if (isTheBlobItself(object, blobs)) {
        hash(in, object.sizeBytes(), false);
        Digest read = Digest.ofBytes(whole.digest());
        return new Read(read, read.equals(object.sha256()) ? List.of() : List.copyOf(blobs));
      }
      long at = 0;
      for (StoredBlob next : blobs) {
        Extent extent = next.extent();
        hash(in, extent.offset() - at, false);
        hash(in, extent.storedBytes(), true);
        if (!Digest.ofBytes(blob.digest()).equals(extent.digest())) {
          other.add(next);
        }
        at = extent.offset() + extent.storedBytes();
      }
      hash(in, object.sizeBytes() - at, false);
      return new Read(Digest.ofBytes(whole.digest()), other);
    }
  }

  /// One hash is enough then.
  private static boolean isTheBlobItself(StoredObject object, List<StoredBlob> blobs) {
    return blobs.size() == 1
        && blobs.getFirst().extent().storedBytes() == object.sizeBytes()
        && blobs.getFirst().extent().digest().equals(object.sha256());
  }

  private void hash(InputStream in, long length, boolean ofBlob) throws IOException {
    long left = length;
    while (left > 0) {
      int count = in.readNBytes(piece, 0, (int) Math.min(left, piece.length));
      whole.update(piece, 0, count);
      if (ofBlob) {
        blob.update(piece, 0, count);
      }
      left -= count;
    }
  }
}
