package c3.store.check;

import c3.catalog.BlobCatalog.Extent;
import c3.catalog.BlobCatalog.StoredBlob;
import c3.catalog.BlobCatalog.StoredObject;
import c3.model.Limits;
import c3.object.ObjectKey;
import c3.object.ObjectStore;
import c3.store.BlobCorrupt;
import c3.store.format.BundleDamage;
import c3.store.format.BundleRecord;
import c3.store.format.RangeSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Says in which of its parts an object is damaged whose bytes are not those of its name.
///
/// @param objects where it lies
record ObjectParts(ObjectStore objects, Limits limits) {
  private static final List<String> SOMEWHERE = List.of("a part that no blob lies in");

  /// The parts that no blob lies in, each as words behind "damaged in". None where only contents
  /// are damaged: those that count are found by their own digests, and an older content of a bundle
  /// that nothing needs any more, since it was stored anew elsewhere, is none to mend.
  List<String> damaged(StoredObject object, List<StoredBlob> blobs) {
    if (ObjectPass.key(object).kind() != ObjectKey.Kind.BUNDLE) {
      return blobs.size() == 1 && blobs.getFirst().extent().storedBytes() == object.sizeBytes()
          ? List.of()
          : SOMEWHERE;
    }
    try {
      return BundleDamage.find(
          source(object),
          object.sha256(),
          blobs.stream().map(StoredBlob::extent).map(ObjectParts::record).toList(),
          limits);
    } catch (BlobCorrupt e) {
      return SOMEWHERE;
    } catch (IOException e) {
      return List.of("a part that could not be read twice" + ObjectPass.unreadable(e));
    }
  }

  private static BundleRecord record(Extent extent) {
    return new BundleRecord(
        extent.digest(),
        extent.offset(),
        Math.toIntExact(extent.storedBytes()),
        Math.toIntExact(extent.sizeBytes()),
        extent.codec(),
        BundleRecord.TYPE_BLOB);
  }

  private RangeSource source(StoredObject object) {
    return new RangeSource() {
      @Override
      public long sizeBytes() {
        return object.sizeBytes();
      }

      @Override
      public InputStream open(long offset, long length) throws IOException {
        return objects.open(ObjectPass.key(object), offset, length);
      }
    };
  }
}
