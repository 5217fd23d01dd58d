package c3.store.check;

import c3.catalog.BlobCatalog;
import c3.catalog.BlobCatalog.ObjectState;
import c3.catalog.BlobCatalog.StoredObject;
import c3.object.ObjectKey;
import c3.object.ObjectStore.Found;
import c3.object.disk.DiskObjectStore;
import c3.store.intake.StorageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/// Compares the objects' rows with their files.
final class ObjectPass {
  private final DiskObjectStore objects;
  private final BlobCatalog rows;
  private final BlobPass contents;
  private final StoreCheck.Unknown unknown;
  private final Findings findings;
  private long count;

  /// @param contents is handed every object that should be there
  ObjectPass(
      DiskObjectStore objects,
      BlobCatalog rows,
      BlobPass contents,
      StoreCheck.Unknown unknown,
      Findings findings) {
    this.objects = objects;
    this.rows = rows;
    this.contents = contents;
    this.unknown = unknown;
    this.findings = findings;
  }

  /// Looks at every row and every file. The files are listed first: each had its row by then.
  void run() throws IOException {
    Roaring64Bitmap files = new Roaring64Bitmap();
    boolean listed = list(file -> files.addLong(file.key().generation()));
    rows.eachObject(row -> {
      files.removeLong(row.object());
      check(row);
    });
    if (listed) {
      list(file -> {
        if (files.contains(file.key().generation())) {
          orphan(file);
        }
      });
    }
  }

  /// Whether all of them could be listed; what a crash or a bad disk left of a folder is a finding.
  private boolean list(Consumer<Found> visitor) {
    try (Stream<Found> found = objects.list()) {
      found.forEach(visitor);
      return true;
    } catch (UncheckedIOException e) {
      return unlisted(Objects.requireNonNullElse(e.getCause(), e));
    } catch (IOException e) {
      return unlisted(e);
    }
  }

  private boolean unlisted(Throwable failure) {
    findings.add(
        Finding.of(
            Finding.Kind.ORPHAN,
            "the objects' folders cannot be listed ("
                + StorageFailure.reason(failure)
                + "), so files that no row knows were not looked for"));
    return false;
  }

  long count() {
    return count;
  }

  private void check(StoredObject row) {
    count++;
    if (row.state() != ObjectState.LIVE) {
      return;
    }
    boolean whole = false;
    try {
      long size = Files.size(objects.path(key(row)));
      whole = size == row.sizeBytes();
      if (!whole) {
        findings.object(
            row, Finding.Kind.OBJECT, " has " + size + " bytes and should have " + row.sizeBytes());
      }
    } catch (NoSuchFileException e) {
      // Its blobs say so: a LIVE object has some, unless they were mended meanwhile.
    } catch (IOException e) {
      findings.object(row, Finding.Kind.UNREADABLE, unreadable(e));
    }
    contents.submit(row, whole);
  }

  /// What to say behind the name of an object whose file the disk does not give.
  static String unreadable(IOException failure) {
    return " cannot be read (" + StorageFailure.reason(failure) + ")";
  }

  /// Its number is never given out again, so no row can come to it: what an older catalog does not
  /// know, or a crash of the machine brought back.
  private void orphan(Found file) {
    String name =
        "object %s (%d bytes) is known to no row; nothing uses it"
            .formatted(file.key(), file.sizeBytes());
    if (unknown == StoreCheck.Unknown.REPORTED) {
      findings.unknown(file.sizeBytes());
      findings.add(Finding.of(Finding.Kind.ORPHAN, name));
      return;
    }
    try {
      objects.setAside(file.key());
      findings.unknown(file.sizeBytes());
    } catch (IOException e) {
      findings.add(
          Finding.of(
              Finding.Kind.ORPHAN,
              name + ", and it cannot be set aside (" + StorageFailure.reason(e) + ")"));
    }
  }

  static ObjectKey key(StoredObject row) {
    return new ObjectKey(ObjectKey.Kind.of(row.kind()), row.sha256(), row.object());
  }
}
