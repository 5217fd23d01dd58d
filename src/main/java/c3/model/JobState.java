package c3.model;

import java.util.Optional;

/// Where a job is in its life, with what belongs to that place.
public sealed interface JobState {
  /// The name that people see.
  JobStatus status();

  /// Waits for an agent.
  record Pending() implements JobState {
    @Override
    public JobStatus status() {
      return JobStatus.PENDING;
    }
  }

  /// Claimed; nothing has run, and the claim may be taken back.
  record Scheduling() implements JobState {
    @Override
    public JobStatus status() {
      return JobStatus.SCHEDULING;
    }
  }

  /// The agent has acknowledged the claim and lays out workspace and mounts.
  record Staging() implements JobState {
    @Override
    public JobStatus status() {
      return JobStatus.STAGING;
    }
  }

  /// The script runs.
  record Running() implements JobState {
    @Override
    public JobStatus status() {
      return JobStatus.RUNNING;
    }
  }

  /// The script has ended; what it left is being stored.
  ///
  /// @param expected how the job ends when that succeeds
  /// @param keeping how far its agent says that this has come; forgotten with the server
  record Uploading(JobEnd expected, Optional<Keeping> keeping) implements JobState {
    /// Nothing is said of how far it has come.
    public Uploading(JobEnd expected) {
      this(expected, Optional.empty());
    }

    @Override
    public JobStatus status() {
      return JobStatus.UPLOADING;
    }
  }

  /// Over. A job reaches exactly one end.
  record Ended(JobEnd end) implements JobState {
    @Override
    public JobStatus status() {
      return end.status();
    }
  }
}
