package c3.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A job and how far it has come. Immutable: each transition returns a new job, and one that the
/// life of a job does not allow throws `IllegalStateException`. The catalog applies transitions
/// inside its transactions, so a job reaches exactly one end.
///
/// @param id its name
/// @param spec what was asked for
/// @param submittedBy who asked, where that is not the owner of its project
/// @param workspace the uploaded project folder
/// @param inputs the mounts as resolved at submit, in the order of `spec.mounts()`
/// @param state where it is in its life
/// @param term the fencing number of its lease; 0 before the first claim
/// @param agent who holds, or last held, the lease
/// @param cancelRequested whether somebody asked for its end and the agent has yet to act
/// @param artifacts what it left, once that is stored
/// @param newBytes how many bytes storing that has charged to its account; absent until then, and
///   for jobs from before c3 noted it; stays when the artifacts are removed
/// @param times when it passed what
public record Job(
    JobId id,
    JobSpec spec,
    Optional<AccountName> submittedBy,
    ManifestSummary workspace,
    List<JobInput> inputs,
    JobState state,
    long term,
    Optional<AgentName> agent,
    boolean cancelRequested,
    Optional<ManifestSummary> artifacts,
    Optional<Long> newBytes,
    Times times) {
  public Job {
    inputs = List.copyOf(inputs);
  }

  /// When a job passed what, by the server's clock; for people only, nothing is decided by them.
  ///
  /// @param exited when the server heard that the script was over, and its files were to be stored
  public record Times(
      Instant submitted,
      Optional<Instant> started,
      Optional<Instant> exited,
      Optional<Instant> ended) {
    private Times passed(JobStatus status, Instant now) {
      return switch (status) {
        case RUNNING -> new Times(submitted, Optional.of(now), exited, ended);
        case UPLOADING -> new Times(submitted, started, Optional.of(now), ended);
        case SUCCEEDED, FAILED, CANCELED, TIMED_OUT ->
            new Times(submitted, started, exited, Optional.of(now));
        case PENDING, SCHEDULING, STAGING -> this;
      };
    }
  }

  /// How a lease that somebody shows stands to this job.
  public enum LeaseCheck {
    /// It is the job's lease, and the job goes on.
    CURRENT,
    /// The job has ended under this very term.
    ENDED,
    /// The lease is another's by now, or nobody's.
    STALE
  }

  /// A job as submitted.
  public static Job submitted(
      JobId id, JobSpec spec, ManifestSummary workspace, List<JobInput> inputs, Instant now) {
    return new Job(
        id,
        spec,
        Optional.empty(),
        workspace,
        inputs,
        new JobState.Pending(),
        0,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        new Times(now, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  /// The same job, its project by another name.
  public Job in(ProjectName project) {
    return changed(job -> job.spec = spec.in(project));
  }

  public JobStatus status() {
    return state.status();
  }

  /// The lease as it stands.
  public Lease lease() {
    return new Lease(id, term);
  }

  /// How a lease stands to this job.
  public LeaseCheck check(Lease shown) {
    if (!shown.job().equals(id) || shown.term() != term || term == 0) {
      return LeaseCheck.STALE;
    }
    if (status().isEnd()) {
      return LeaseCheck.ENDED;
    }
    return status() == JobStatus.PENDING ? LeaseCheck.STALE : LeaseCheck.CURRENT;
  }

  /// PENDING to SCHEDULING, under a new term.
  public Job claimed(AgentName by) {
    require(JobStatus.PENDING, "claimed");
    return with(new JobState.Scheduling(), term + 1, Optional.of(by), times);
  }

  /// SCHEDULING back to PENDING under a new term, so that the old claim is worth nothing; ends
  /// CANCELED instead when that was asked for.
  public Job takenBack(Instant now) {
    require(JobStatus.SCHEDULING, "taken back");
    if (cancelRequested) {
      return ended(JobEnd.canceled(), now);
    }
    return with(new JobState.Pending(), term + 1, Optional.empty(), times);
  }

  /// On to STAGING, RUNNING or UPLOADING. Repeating the present state changes nothing; going back
  /// is refused. Stages may be skipped forwards, since a report may have been lost.
  public Job advanced(JobState next, Instant now) {
    boolean forwards = next.status().compareTo(status()) > 0;
    boolean agentsTurn =
        status().compareTo(JobStatus.SCHEDULING) >= 0
            && !status().isEnd()
            && next.status().compareTo(JobStatus.STAGING) >= 0
            && !next.status().isEnd();
    if (next.status() == status() && agentsTurn) {
      return this;
    }
    if (!forwards || !agentsTurn) {
      throw new IllegalStateException(id + " cannot go from " + status() + " to " + next.status());
    }
    return with(next, term, agent, times.passed(next.status(), now));
  }

  /// Asks for the job's end: at once while PENDING, else a flag for the agent. From UPLOADING on
  /// there is nothing left to cancel and the job is returned as it is.
  public Job cancelRequested(Instant now) {
    if (status() == JobStatus.PENDING) {
      return ended(JobEnd.canceled(), now);
    }
    if (status().compareTo(JobStatus.UPLOADING) >= 0) {
      return this;
    }
    return changed(job -> job.cancelRequested = true);
  }

  /// The one end of a job; throws when it has one.
  public Job ended(JobEnd end, Instant now) {
    if (status().isEnd()) {
      throw new IllegalStateException(id + " has ended already: " + status());
    }
    return with(new JobState.Ended(end), term, agent, times.passed(end.status(), now));
  }

  /// The same job with what it left; its state stays as it is. Throws when it has artifacts.
  public Job keeping(ManifestSummary kept) {
    if (artifacts.isPresent()) {
      throw new IllegalStateException(id + " has its artifacts already");
    }
    return changed(job -> job.artifacts = Optional.of(kept));
  }

  /// The same job, whose artifacts have charged its account so much.
  public Job charged(long bytes) {
    return changed(job -> job.newBytes = Optional.of(bytes));
  }

  /// The same job while what it left is being stored, and how far that has come. In any other state
  /// there is nothing to say of that.
  public Job keeping(Keeping far) {
    return state instanceof JobState.Uploading(JobEnd expected, _)
        ? with(new JobState.Uploading(expected, Optional.of(far)), term, agent, times)
        : this;
  }

  /// Whether what it left was stored once and has been removed.
  public boolean isEmptied() {
    return artifacts.isEmpty() && (newBytes.isPresent() || status() == JobStatus.SUCCEEDED);
  }

  private Job with(JobState next, long nextTerm, Optional<AgentName> holder, Times passed) {
    return changed(job -> {
      job.state = next;
      job.term = nextTerm;
      job.agent = holder;
      job.times = passed;
    });
  }

  private Job changed(Consumer<Change> edit) {
    Change job = new Change();
    edit.accept(job);
    return new Job(
        id,
        job.spec,
        submittedBy,
        workspace,
        inputs,
        job.state,
        job.term,
        job.agent,
        job.cancelRequested,
        job.artifacts,
        job.newBytes,
        job.times);
  }

  /// What may change of a job; as it is, until it is set.
  private final class Change {
    private JobSpec spec = Job.this.spec;
    private JobState state = Job.this.state;
    private long term = Job.this.term;
    private Optional<AgentName> agent = Job.this.agent;
    private boolean cancelRequested = Job.this.cancelRequested;
    private Optional<ManifestSummary> artifacts = Job.this.artifacts;
    private Optional<Long> newBytes = Job.this.newBytes;
    private Times times = Job.this.times;
  }

  private void require(JobStatus wanted, String verb) {
    if (status() != wanted) {
      throw new IllegalStateException(id + " is " + status() + " and cannot be " + verb);
    }
  }
}
