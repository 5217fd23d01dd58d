package c3.store.check;

/// Hears what a check does. Called by many threads, one at a time.
public interface CheckListener {
  /// Something is wrong.
  void found(Finding finding);

  /// So much has been read and hashed since the last call.
  default void checked(long blobs, long bytes) {}
}
