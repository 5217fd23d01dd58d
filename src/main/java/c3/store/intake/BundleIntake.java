package c3.store.intake;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.model.Limits;
import c3.store.format.BundleReader;
import c3.store.format.SealedBundle;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Receives bundles as streams:
///
/// 1. the bytes go to a draft, as they come;
/// 2. while the disk writes them, every record and the whole file are hashed;
/// 3. the draft is forced and published.
final class BundleIntake {
  private static final int RECENT_MAX = 1_024;

  /// What a record costs beside its bytes: header, padding and its row in the directory.
  private static final int RECORD_REST_BYTES = 128;

  private final SessionGround ground;
  private final Map<Digest, Boolean> recent =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Boolean> eldest) {
          return size() > RECENT_MAX;
        }
      };

  BundleIntake(SessionGround ground) {
    this.ground = ground;
  }

  void receive(Digest sha256, InputStream bundle, long roomBytes) throws IOException {
    if (isKnown(sha256)) {
      return;
    }
    ground.requireRoom(roomBytes);
    try (OpenDraft draft = new OpenDraft(ground)) {
      copy(bundle, draft);
      draft.startWriteBack();
      SealedBundle sealed = new BundleReader(limits()).verify(draft.file(), sha256);
      draft.seal(false);
      ground.publisher().publish(List.of(Draft.bundle(sealed)));
    }
    remember(sha256);
  }

  private void copy(InputStream bundle, OpenDraft draft) throws IOException {
    long max =
        limits().bundleMax()
            + limits().smallFileMax()
            + (long) RECORD_REST_BYTES * limits().bundleRecordsMax();
    byte[] piece = new byte[ground.pieceBytes()];
    long received = 0;
    int length = bundle.readNBytes(piece, 0, piece.length);
    if (!BundleReader.isBundle(piece, length)) {
      throw new C3Exception(ErrorCode.INVALID, "these bytes are no bundle");
    }
    while (length > 0) {
      received += length;
      if (received > max) {
        throw new C3Exception(ErrorCode.INVALID, "a bundle has at most " + max + " bytes");
      }
      draft.write(piece, length);
      length = bundle.readNBytes(piece, 0, piece.length);
    }
  }

  /// Whether this session has received the bundle, and its sender only did not hear of it.
  private boolean isKnown(Digest sha256) {
    synchronized (recent) {
      return recent.containsKey(sha256);
    }
  }

  void remember(Digest sha256) {
    synchronized (recent) {
      recent.put(sha256, true);
    }
  }

  private Limits limits() {
    return ground.store().limits();
  }
}
