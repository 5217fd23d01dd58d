package c3.wire.message;

import c3.model.Digest;
import c3.model.Job;
import java.util.List;

/// How a finish or an attach went.
public sealed interface FinishAnswer {
  /// The job has ended, by this call or before it; the record says how, and whether it has its
  /// artifacts. The workspace may be deleted only when it has.
  record Recorded(Job job) implements FinishAnswer {}

  /// Nothing was recorded: these blobs are not held any more; upload again.
  record BlobsLost(List<Digest> blobs) implements FinishAnswer {
    public BlobsLost {
      blobs = List.copyOf(blobs);
    }
  }

  /// The lease is another's by now; nothing was recorded.
  record Stale() implements FinishAnswer {}
}
