package c3.store.intake;

import c3.model.SessionId;
import java.io.IOException;

/// What everything that takes bytes into one session stands on.
record SessionGround(
    StoreGround store, DraftFolder folder, Publisher publisher, StorageFailure failure) {
  /// The longest piece that is read or written at once.
  private static final int PIECE_BYTES = 1 << 18;

  static SessionGround of(StoreGround store, SessionId session) {
    return new SessionGround(
        store,
        new DraftFolder(store, session),
        new Publisher(store, session),
        new StorageFailure(store.root(), () -> store.disk().usableBytes(store.root())));
  }

  /// The length of a buffer through which a stream is copied.
  int pieceBytes() {
    return Math.min(PIECE_BYTES, store.limits().bufferSize());
  }

  /// Throws STORAGE_FULL when that many bytes cannot be written.
  void requireRoom(long bytes) throws IOException {
    failure.requireRoom(bytes);
  }
}
