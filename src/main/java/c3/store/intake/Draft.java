package c3.store.intake;

import c3.catalog.BlobCatalog.Extent;
import c3.model.Digest;
import c3.object.ObjectKey;
import c3.store.format.BundleRecord;
import c3.store.format.SealedBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file of a session that is about to become an object: read-only, its bytes hashed and durable.
///
/// @param kind what it becomes
/// @param sha256 the digest of all of it
/// @param blobs what lies in it
record Draft(Path file, ObjectKey.Kind kind, Digest sha256, long sizeBytes, List<Extent> blobs) {
  Draft {
    blobs = List.copyOf(blobs);
  }

  /// One large blob.
  static Draft whole(Path file, Digest digest, long sizeBytes) {
    Extent extent = new Extent(digest, 0, sizeBytes, sizeBytes, 0);
    return new Draft(file, ObjectKey.Kind.WHOLE, digest, sizeBytes, List.of(extent));
  }

  /// A bundle, every byte of which was checked.
  static Draft bundle(SealedBundle bundle) {
    List<Extent> blobs = new ArrayList<>(bundle.records().size());
    for (BundleRecord record : bundle.records()) {
      blobs.add(extent(record));
    }
    return new Draft(
        bundle.file(), ObjectKey.Kind.BUNDLE, bundle.sha256(), bundle.sizeBytes(), blobs);
  }

  private static Extent extent(BundleRecord record) {
    return new Extent(
        record.digest(), record.offset(), record.storedBytes(), record.sizeBytes(), record.codec());
  }
}
