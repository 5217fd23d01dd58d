package c3.store.check;

import c3.catalog.BlobCatalog;
import c3.catalog.BlobCatalog.BlobState;
import c3.catalog.BlobCatalog.Extent;
import c3.catalog.BlobCatalog.StoredBlob;
import c3.catalog.BlobCatalog.StoredObject;
import c3.model.Digest;
import c3.object.ObjectStore;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

/// Reads every blob and hashes it, many side by side, in the order of their rows, which is about
/// that of their bytes.
final class BlobPass {
  private static final int BATCH_BLOBS = 256;
  private static final int BATCHES_MAX = 32;
  private static final int PIECE_BYTES = 1 << 18;

  private final ObjectStore objects;
  private final ObjectTable table;
  private final ExecutorService workers;
  private final Findings findings;
  private final Semaphore room = new Semaphore(BATCHES_MAX);
  private final IoFailure failure = new IoFailure();
  private List<StoredBlob> batch = new ArrayList<>();

  BlobPass(ObjectStore objects, ObjectTable table, ExecutorService workers, Findings findings) {
    this.objects = objects;
    this.table = table;
    this.workers = workers;
    this.findings = findings;
  }

  void run(BlobCatalog rows) throws IOException {
    rows.eachBlob(blob -> {
      batch.add(blob);
      if (batch.size() == BATCH_BLOBS) {
        submit();
      }
    });
    submit();
    room.acquireUninterruptibly(BATCHES_MAX);
    synchronized (failure) {
      failure.rethrow();
    }
  }

  private void submit() {
    List<StoredBlob> blobs = batch;
    batch = new ArrayList<>();
    room.acquireUninterruptibly();
    workers.execute(() -> {
      try {
        byte[] piece = new byte[PIECE_BYTES];
        for (StoredBlob blob : blobs) {
          check(blob, piece);
        }
      } catch (IOException e) {
        synchronized (failure) {
          failure.collect(() -> {
            throw e;
          });
        }
      } finally {
        room.release();
      }
    });
  }

  private void check(StoredBlob blob, byte[] piece) throws IOException {
    Digest digest = blob.extent().digest();
    if (blob.state() == BlobState.BAD) {
      findings.damaged(digest, "is known to be damaged");
      return;
    }
    Optional<StoredObject> object = table.find(blob.object());
    if (object.isEmpty()) {
      findings.damaged(digest, "lies in an object that is not there");
    } else if (!lies(blob.extent(), object.get())) {
      findings.damaged(digest, "does not lie within its object " + ObjectPass.key(object.get()));
    } else {
      hash(blob.extent(), object.get(), piece);
    }
  }

  private static boolean lies(Extent extent, StoredObject object) {
    return extent.offset() >= 0
        && extent.storedBytes() > 0
        && extent.storedBytes() <= object.sizeBytes() - extent.offset();
  }

  private void hash(Extent extent, StoredObject object, byte[] piece) throws IOException {
    MessageDigest hasher = Digest.hasher();
    try (InputStream in =
        objects.open(ObjectPass.key(object), extent.offset(), extent.storedBytes())) {
      int count = in.read(piece);
      while (count > 0) {
        hasher.update(piece, 0, count);
        count = in.read(piece);
      }
    } catch (NoSuchFileException | EOFException e) {
      findings.damaged(extent.digest(), "lies in a file that is gone or too short");
      return;
    }
    if (!Digest.ofBytes(hasher.digest()).equals(extent.digest())) {
      findings.damaged(
          extent.digest(), "has other bytes in " + ObjectPass.key(object) + " than its name says");
    }
    findings.checked(1, extent.storedBytes());
  }
}
