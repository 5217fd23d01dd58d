package c3.wire.message;

import c3.model.Digest;
import c3.model.JobEnd;
import c3.model.Lease;
import c3.model.SessionId;
import java.util.Optional;

/// An agent says how a job ended, and commits what it left.
///
/// @param artifacts absent when there is nothing to commit: the upload failed
public record FinishRequest(Lease lease, JobEnd end, Optional<Artifacts> artifacts) {
  /// The end of a job with nothing to commit.
  public FinishRequest(Lease lease, JobEnd end) {
    this(lease, end, Optional.empty());
  }

  /// What an upload left to be committed.
  public record Artifacts(SessionId session, Digest manifest) {}
}
