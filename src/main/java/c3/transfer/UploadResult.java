package c3.transfer;

import c3.model.ManifestSummary;
import c3.model.SessionId;

/// What an upload leaves to be committed.
///
/// @param session the session that holds every blob, the manifest's own among them
/// @param manifest what to commit
/// @param sent what of it was not in the store before
public record UploadResult(SessionId session, ManifestSummary manifest, Sent sent) {
  /// What travelled.
  ///
  /// @param files how many files had a content that the store lacked; of several with the same one
  ///   the first
  /// @param bytes the size of these contents
  public record Sent(long files, long bytes) {
    /// All was there.
    public static final Sent NOTHING = new Sent(0, 0);

    /// So many bytes of one more file.
    public Sent with(long sentBytes) {
      return sentBytes == 0 ? this : new Sent(files + 1, bytes + sentBytes);
    }
  }
}
