package c3.store.check;

import c3.catalog.BlobCatalog;
import c3.catalog.BlobCatalog.ObjectState;
import c3.catalog.BlobCatalog.StoredObject;
import c3.model.Limits;
import c3.object.ObjectKey;
import c3.object.ObjectStore.Found;
import c3.object.disk.DiskObjectStore;
import c3.store.BlobCorrupt;
import c3.store.format.BundleReader;
import c3.store.format.RangeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/// Compares the objects' rows with their files.
final class ObjectPass {
  private final DiskObjectStore objects;
  private final BlobCatalog rows;
  private final BundleReader bundles;
  private final Findings findings;
  private final ObjectTable table = new ObjectTable();
  private long count;

  ObjectPass(DiskObjectStore objects, BlobCatalog rows, Limits limits, Findings findings) {
    this.objects = objects;
    this.rows = rows;
    this.bundles = new BundleReader(limits);
    this.findings = findings;
  }

  /// Looks at every row and every file. The files are listed first: each had its row by then.
  ObjectTable run() throws IOException {
    Roaring64Bitmap files = new Roaring64Bitmap();
    try (Stream<Found> found = objects.list()) {
      found.forEach(file -> files.addLong(file.key().generation()));
    }
    IoFailure failure = new IoFailure();
    rows.eachObject(row -> {
      files.removeLong(row.object());
      failure.collect(() -> check(row));
    });
    failure.rethrow();
    try (Stream<Found> found = objects.list()) {
      found.filter(file -> files.contains(file.key().generation())).forEach(this::orphan);
    }
    return table;
  }

  long count() {
    return count;
  }

  private void check(StoredObject row) throws IOException {
    count++;
    if (row.state() != ObjectState.LIVE) {
      return;
    }
    ObjectKey key = key(row);
    Path file = objects.path(key);
    try {
      long size = Files.size(file);
      if (size != row.sizeBytes()) {
        object(key + " has " + size + " bytes; it should have " + row.sizeBytes());
      }
      table.add(row);
      if (key.kind() == ObjectKey.Kind.BUNDLE) {
        bundles.directory(RangeSource.of(file), row.sha256());
      }
    } catch (NoSuchFileException e) {
      object(key + " is gone");
    } catch (BlobCorrupt e) {
      findings.add(
          Finding.Kind.DIRECTORY,
          "the list at the end of "
              + key
              + " cannot be read ("
              + e.message()
              + "); the catalog"
              + " knows what lies in it",
          false);
    }
  }

  private void object(String what) {
    findings.add(Finding.Kind.OBJECT, "object " + what, false);
  }

  private void orphan(Found file) {
    findings.add(
        Finding.Kind.ORPHAN,
        "object "
            + file.key()
            + " ("
            + file.sizeBytes()
            + " bytes) is known to no row; nothing"
            + " uses it",
        false);
  }

  static ObjectKey key(StoredObject row) {
    return new ObjectKey(ObjectKey.Kind.of(row.kind()), row.sha256(), row.object());
  }
}
