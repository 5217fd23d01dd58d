package c3.store.check;

import c3.catalog.BlobCatalog;
import c3.catalog.BlobCatalog.BlobState;
import c3.catalog.BlobCatalog.Extent;
import c3.catalog.BlobCatalog.Spot;
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
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/// Reads every blob and hashes it, many side by side, in the order of their rows, which is about
/// that of their bytes. The catalog is told which are damaged, so that an upload of the same
/// content mends them, and which of those that were are right again. What the disk does not give is
/// no damage: see `c3.store.read.Damages`.
final class BlobPass {
  private static final int BATCH_BLOBS = 256;
  private static final int BATCHES_MAX = 32;
  private static final int PIECE_BYTES = 1 << 18;

  private final ObjectStore objects;
  private final BlobCatalog rows;
  private final ObjectTable table;
  private final ExecutorService workers;
  private final Findings findings;
  private final Semaphore room = new Semaphore(BATCHES_MAX);
  private final IoFailure failure = new IoFailure();
  private List<StoredBlob> batch = new ArrayList<>();

  BlobPass(
      ObjectStore objects,
      BlobCatalog rows,
      ObjectTable table,
      ExecutorService workers,
      Findings findings) {
    this.objects = objects;
    this.rows = rows;
    this.table = table;
    this.workers = workers;
    this.findings = findings;
  }

  void run() throws IOException {
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
        check(blobs);
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

  /// A blob that cannot be had.
  ///
  /// @param object what to say of the object that it lies in
  /// @param proven whether its bytes are known not to be there, or to be others
  private record Wrong(StoredBlob blob, DamagedObject object, boolean proven) {}

  private void check(List<StoredBlob> blobs) throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    List<Wrong> wrong = new ArrayList<>();
    List<Spot> sound = new ArrayList<>();
    for (StoredBlob blob : blobs) {
      Optional<Wrong> found = look(blob, piece);
      if (found.isPresent()) {
        wrong.add(found.get());
      } else if (blob.state() == BlobState.BAD) {
        sound.add(blob.spot());
      }
    }
    if (!sound.isEmpty()) {
      rows.markSound(sound);
    }
    if (!wrong.isEmpty()) {
      report(wrong);
    }
  }

  /// A blob that lies elsewhere by now was mended while it was read, and is none to report.
  private void report(List<Wrong> wrong) {
    List<Spot> proven = wrong.stream().filter(Wrong::proven).map(w -> w.blob().spot()).toList();
    boolean noted = true;
    Set<Digest> there;
    try {
      there = rows.markBad(proven);
    } catch (IOException e) {
      findings.notNoted(e);
      noted = false;
      there = proven.stream().map(Spot::digest).collect(Collectors.toSet());
    }
    for (Wrong one : wrong) {
      if (!one.proven() || there.contains(one.blob().extent().digest())) {
        findings.blob(one.blob(), one.object(), one.proven() && noted);
      }
    }
  }

  private Optional<Wrong> look(StoredBlob blob, byte[] piece) {
    Optional<StoredObject> object = table.find(blob.object());
    if (object.isEmpty()) {
      return wrong(blob, "object number " + blob.object() + " is not in the catalog");
    }
    String name = "object " + ObjectPass.key(object.get());
    if (!lies(blob.extent(), object.get())) {
      return wrong(blob, name + " is shorter than what its row says lies in it");
    }
    try {
      return hash(blob.extent(), object.get(), piece)
          ? Optional.empty()
          : wrong(blob, name + " has other bytes than were stored");
    } catch (NoSuchFileException e) {
      return wrong(blob, name + " is gone");
    } catch (EOFException e) {
      return wrong(blob, name + " is cut short");
    } catch (IOException e) {
      DamagedObject unread =
          new DamagedObject(Finding.Kind.UNREADABLE, name + ObjectPass.unreadable(e));
      return Optional.of(new Wrong(blob, unread, false));
    }
  }

  private static Optional<Wrong> wrong(StoredBlob blob, String what) {
    return Optional.of(new Wrong(blob, new DamagedObject(Finding.Kind.BLOB, what), true));
  }

  private static boolean lies(Extent extent, StoredObject object) {
    return extent.offset() >= 0
        && extent.storedBytes() > 0
        && extent.storedBytes() <= object.sizeBytes() - extent.offset();
  }

  /// Whether a blob's bytes are what its name says.
  private boolean hash(Extent extent, StoredObject object, byte[] piece) throws IOException {
    MessageDigest hasher = Digest.hasher();
    try (InputStream in =
        objects.open(ObjectPass.key(object), extent.offset(), extent.storedBytes())) {
      int count = in.read(piece);
      while (count > 0) {
        hasher.update(piece, 0, count);
        count = in.read(piece);
      }
    }
    findings.checked(1, extent.storedBytes());
    return Digest.ofBytes(hasher.digest()).equals(extent.digest());
  }
}
