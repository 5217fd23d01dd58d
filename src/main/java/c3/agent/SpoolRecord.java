package c3.agent;

import c3.model.Job;
import c3.model.JobEnd;
import c3.model.Lease;
import java.util.Optional;

/// What an agent must know of a job to go on with it after its own death.
///
/// @param job the job as it was claimed; its term is the lease's
/// @param phase how far it has come
/// @param end how the script ended, once it has
/// @param why why it is kept, while it is
record SpoolRecord(Job job, Phase phase, Optional<JobEnd> end, Optional<String> why) {
  /// One that is not kept.
  SpoolRecord(Job job, Phase phase, Optional<JobEnd> end) {
    this(job, phase, end, Optional.empty());
  }

  /// How far a job has come on this machine.
  enum Phase {
    /// Taken on; nothing has run.
    CLAIMED,
    /// The script may have run.
    RUNNING,
    /// The script has ended; what it left is to be stored.
    ENDED,
    /// Over, but what it left could not be stored: kept for `c3 recover`.
    KEPT
  }

  Lease lease() {
    return job.lease();
  }

  SpoolRecord running() {
    return new SpoolRecord(job, Phase.RUNNING, Optional.empty());
  }

  SpoolRecord ended(JobEnd how) {
    return new SpoolRecord(job, Phase.ENDED, Optional.of(how));
  }

  SpoolRecord kept(String reason) {
    return new SpoolRecord(job, Phase.KEPT, end, Optional.of(reason));
  }
}
