package c3.wire.message;

import c3.model.Digest;
import c3.model.ManifestSummary;
import java.util.List;

/// How a commit went.
public sealed interface CommitAnswer {
  /// It is durable.
  record Committed(ManifestSummary manifest) implements CommitAnswer {}

  /// Refused: these blobs are not held any more; upload them again in the same session.
  record BlobsLost(List<Digest> blobs) implements CommitAnswer {
    public BlobsLost {
      blobs = List.copyOf(blobs);
    }
  }
}
