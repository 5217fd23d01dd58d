package c3.wire.message;

import c3.model.Digest;
import c3.model.ManifestSummary;
import java.util.List;
import java.util.Optional;

/// How a commit went.
public sealed interface CommitAnswer {
  /// It is durable.
  ///
  /// @param path the data path of the version that it is; absent for a workspace
  record Committed(ManifestSummary manifest, Optional<String> path) implements CommitAnswer {}

  /// Refused: these blobs are not held any more; upload them again in the same session.
  record BlobsLost(List<Digest> blobs) implements CommitAnswer {
    public BlobsLost {
      blobs = List.copyOf(blobs);
    }
  }
}
