package c3.store.check;

import c3.catalog.BlobCatalog;
import c3.catalog.BlobCatalog.BlobState;
import c3.catalog.BlobCatalog.Extent;
import c3.catalog.BlobCatalog.Spot;
import c3.catalog.BlobCatalog.StoredBlob;
import c3.catalog.BlobCatalog.StoredObject;
import c3.model.Digest;
import c3.model.Limits;
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

/// Reads every object, and hashes it and each blob in it, many side by side. The catalog is told
/// which blobs are damaged, so that an upload of the same content mends them, and which of those
/// that were are right again. What the disk does not give is no damage: see
/// `c3.store.read.Damages`.
final class BlobPass {
  private static final int OBJECTS_MAX = 1_024;
  private static final int PIECE_BYTES = 1 << 18;

  private final ObjectStore objects;
  private final BlobCatalog rows;
  private final Limits limits;
  private final ExecutorService workers;
  private final Findings findings;
  private final Semaphore room = new Semaphore(OBJECTS_MAX);
  private final IoFailure failure = new IoFailure();

  BlobPass(
      ObjectStore objects,
      BlobCatalog rows,
      Limits limits,
      ExecutorService workers,
      Findings findings) {
    this.objects = objects;
    this.rows = rows;
    this.limits = limits;
    this.workers = workers;
    this.findings = findings;
  }

  /// Looks at a LIVE object soon.
  ///
  /// @param whole whether its file has the size that it should have
  void submit(StoredObject object, boolean whole) {
    room.acquireUninterruptibly();
    workers.execute(() -> {
      try {
        check(object, whole);
      } catch (IOException e) {
        fail(e);
      } catch (RuntimeException | Error e) {
        fail(new IOException("looking at object " + ObjectPass.key(object) + " broke off", e));
      } finally {
        room.release();
      }
    });
  }

  private void fail(IOException why) {
    synchronized (failure) {
      failure.collect(() -> {
        throw why;
      });
    }
  }

  /// Waits for all that were submitted, and looks for blobs that lie in no object.
  void finish() throws IOException {
    room.acquireUninterruptibly(OBJECTS_MAX);
    synchronized (failure) {
      failure.rethrow();
    }
    rows.eachStray(blob ->
        report(List.of(wrong(blob, "object number " + blob.object() + " is not in the catalog"))));
  }

  /// A blob that cannot be had.
  ///
  /// @param object what to say of the object that it lies in
  /// @param proven whether its bytes are known not to be there, or to be others
  private record Wrong(StoredBlob blob, DamagedObject object, boolean proven) {}

  private static Wrong wrong(StoredBlob blob, String what) {
    return new Wrong(blob, new DamagedObject(Finding.Kind.BLOB, what), true);
  }

  private void check(StoredObject object, boolean whole) throws IOException {
    List<StoredBlob> blobs = rows.blobsIn(object.object());
    byte[] piece = new byte[PIECE_BYTES];
    List<Wrong> wrong;
    if (whole && ObjectReading.isOrdered(object, blobs)) {
      wrong = atOnce(object, blobs, piece);
    } else {
      wrong = oneByOne(object, blobs, piece);
    }
    Set<StoredBlob> cannot = wrong.stream().map(Wrong::blob).collect(Collectors.toSet());
    List<Spot> sound =
        blobs.stream()
            .filter(blob -> blob.state() == BlobState.BAD && !cannot.contains(blob))
            .map(StoredBlob::spot)
            .toList();
    if (!sound.isEmpty()) {
      rows.markSound(sound);
    }
    if (!wrong.isEmpty()) {
      report(wrong);
    }
  }

  /// A disk that does not give all of an object may give some of its blobs.
  private List<Wrong> atOnce(StoredObject object, List<StoredBlob> blobs, byte[] piece)
      throws IOException {
    ObjectReading.Read read;
    try {
      read = new ObjectReading(objects, piece).all(object, blobs);
    } catch (NoSuchFileException | EOFException e) {
      return oneByOne(object, blobs, piece);
    } catch (IOException e) {
      List<Wrong> wrong = oneByOne(object, blobs, piece);
      if (wrong.isEmpty()) {
        findings.object(object, Finding.Kind.UNREADABLE, ObjectPass.unreadable(e));
      }
      return wrong;
    }
    blobs.forEach(blob -> findings.checked(1, blob.extent().storedBytes()));
    boolean same = read.sha256().equals(object.sha256());
    List<String> parts = same ? List.of() : new ObjectParts(objects, limits).damaged(object, blobs);
    if (read.other().isEmpty() && !parts.isEmpty()) {
      findings.object(object, Finding.Kind.OBJECT, " is damaged in " + String.join(", ", parts));
    }
    String what =
        "object "
            + ObjectPass.key(object)
            + (same
                ? " is as it was stored, but not what its rows say"
                : " has other bytes than were stored")
            + (parts.isEmpty() ? "" : ", also in " + String.join(", ", parts));
    return read.other().stream().map(blob -> wrong(blob, what)).toList();
  }

  private List<Wrong> oneByOne(StoredObject object, List<StoredBlob> blobs, byte[] piece) {
    List<Wrong> wrong = new ArrayList<>();
    for (StoredBlob blob : blobs) {
      look(blob, object, piece).ifPresent(wrong::add);
    }
    return wrong;
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

  private Optional<Wrong> look(StoredBlob blob, StoredObject object, byte[] piece) {
    String name = "object " + ObjectPass.key(object);
    if (!ObjectReading.lies(blob.extent(), object)) {
      return Optional.of(wrong(blob, name + " is shorter than what its row says lies in it"));
    }
    try {
      return hash(blob.extent(), object, piece)
          ? Optional.empty()
          : Optional.of(wrong(blob, name + " has other bytes than were stored"));
    } catch (NoSuchFileException e) {
      return Optional.of(wrong(blob, name + " is gone"));
    } catch (EOFException e) {
      return Optional.of(wrong(blob, name + " is cut short"));
    } catch (IOException e) {
      DamagedObject unread =
          new DamagedObject(Finding.Kind.UNREADABLE, name + ObjectPass.unreadable(e));
      return Optional.of(new Wrong(blob, unread, false));
    }
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
