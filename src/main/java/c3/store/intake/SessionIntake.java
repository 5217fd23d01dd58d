package c3.store.intake;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.model.SessionId;
import c3.store.DropFolder;
import c3.store.IncomingFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Every way in which bytes come into one session. Each blob is durable and held when a method
/// returns. Safe for many threads; a thread needs one buffer, whatever comes. A draft that fails is
/// removed; those that a crash leaves go at the next start. A disk that is full, cannot be written
/// or fails throws `C3Exception` STORAGE_FULL, STORAGE_READ_ONLY or STORAGE_FAILED.
public final class SessionIntake {
  private static final int BEGUN_FILES_MAX = 1_000;

  private final SessionId session;
  private final SessionGround ground;
  private final BundleIntake bundles;
  private final FileIntake files;
  private final Map<Expected, PartsIntake> begun = new HashMap<>();

  public SessionIntake(StoreGround store, SessionId session) {
    this.session = session;
    this.ground = SessionGround.of(store, session);
    this.bundles = new BundleIntake(ground);
    this.files = new FileIntake(ground);
  }

  /// See `IncomingSession.receiveBundle`.
  public void receiveBundle(Digest sha256, InputStream bundle, long roomBytes) throws IOException {
    ground.failure().run(() -> bundles.receive(sha256, bundle, roomBytes));
  }

  /// See `UploadSession.putFile`.
  public void putFile(Path file, Digest expected) throws IOException {
    ground.failure().run(() -> files.put(file, expected));
  }

  /// See `IncomingSession.receiveFile`.
  public IncomingFile receiveFile(Digest expected, long sizeBytes) throws IOException {
    if (sizeBytes <= 0) {
      throw new C3Exception(ErrorCode.INVALID, "a file that arrives in parts has at least a byte");
    }
    return ground.failure().named(() -> begin(expected, sizeBytes));
  }

  private PartsIntake begin(Digest expected, long sizeBytes) throws IOException {
    Expected file = new Expected(expected, sizeBytes);
    synchronized (begun) {
      PartsIntake known = begun.get(file);
      if (known != null && !(known.isCompleted() && isLost(expected))) {
        return known;
      }
      makeRoom();
      requireRoom(sizeBytes);
      PartsIntake fresh = new PartsIntake(ground, expected, sizeBytes, () -> forget(file));
      begun.put(file, fresh);
      return fresh;
    }
  }

  /// For this file and what is still to come of the others that were begun: without their sum, one
  /// session could announce the whole disk many times.
  private void requireRoom(long sizeBytes) throws IOException {
    long needed = sizeBytes;
    for (PartsIntake other : begun.values()) {
      long missing = other.missingBytes();
      needed = Math.min(Long.MAX_VALUE - missing, needed) + missing;
    }
    ground.requireRoom(needed);
  }

  /// Whether a blob that arrived in this session was found to be damaged since.
  private boolean isLost(Digest digest) throws IOException {
    return !ground.store().blobs().findMissing(session, List.of(digest)).isEmpty();
  }

  private void makeRoom() throws C3Exception {
    if (begun.size() >= BEGUN_FILES_MAX) {
      begun.values().removeIf(PartsIntake::isCompleted);
    }
    if (begun.size() >= BEGUN_FILES_MAX) {
      throw new C3Exception(
          ErrorCode.CONCURRENCY_LIMIT, "too many files have been begun in this session");
    }
  }

  private void forget(Expected file) {
    synchronized (begun) {
      begun.remove(file);
    }
  }

  /// The folder where somebody on this machine may link files; absent when others than its user may
  /// enter it.
  public Optional<DropFolder> dropFolder() throws IOException {
    return ground
        .failure()
        .named(() ->
            ground.folder().isPrivate()
                ? Optional.of(new DropIntake(ground, bundles))
                : Optional.empty());
  }

  /// A name that no file in the folder has.
  public UUID freshName() {
    return ground.store().names().uuid();
  }

  /// Removes every draft; for a session that has ended.
  public void end() throws IOException {
    synchronized (begun) {
      begun.clear();
    }
    ground.folder().remove();
  }

  /// What is to arrive in parts.
  private record Expected(Digest digest, long sizeBytes) {}
}
