package c3.transfer.upload;

import c3.collect.Found;
import c3.model.Digest;
import java.util.Optional;

/// Something that a walk has found and that is to be stored.
///
/// @param known the digest of its bytes, when an earlier upload has read them and nobody seems to
///   have written since
record Candidate(Found found, Optional<Digest> known) {
  /// How many bytes of it are to be read together with others: those of a small file that is not
  /// known.
  long bytesToRead(long smallFileMax) {
    return found instanceof Found.File file
            && known.isEmpty()
            && file.stamp().sizeBytes() <= smallFileMax
        ? file.stamp().sizeBytes()
        : 0;
  }
}
