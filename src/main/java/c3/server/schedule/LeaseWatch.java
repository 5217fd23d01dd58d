package c3.server.schedule;

import c3.catalog.JobCatalog;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobState;
import c3.model.JobStatus;
import c3.model.Lease;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Ends what nobody works on any more. When a lease has run out:
///
/// 1. a job that was claimed and never acknowledged goes back into the queue, for nothing has run;
/// 2. one whose script may have run fails with AGENT_LOST, and is never run a second time;
/// 3. one whose script had ended keeps that end, except that an exit 0 whose artifacts never
///    arrived is an UPLOAD_ERROR.
///
/// What the agent finds of it later is attached; the state stays.
public final class LeaseWatch {
  /// The states in which a job is an agent's.
  public static final Set<JobStatus> LEASED =
      Set.copyOf(
          EnumSet.of(
              JobStatus.SCHEDULING, JobStatus.STAGING, JobStatus.RUNNING, JobStatus.UPLOADING));

  private static final Logger LOG = System.getLogger(LeaseWatch.class.getName());
  private static final String GONE = "nothing was heard of its agent for too long";

  private final JobCatalog jobs;
  private final LeaseTable leases;
  private final JobNews news;
  private final InstantSource clock;

  /// @param clock for the times that people see; decides nothing
  public LeaseWatch(JobCatalog jobs, LeaseTable leases, JobNews news, InstantSource clock) {
    this.jobs = jobs;
    this.leases = leases;
    this.news = news;
    this.clock = clock;
  }

  /// Looks at every lease once. Called now and then, well within the lease time, by one thread; the
  /// first call makes the leases that an earlier server gave known.
  public void tick() throws IOException {
    List<Job> leased = jobs.inState(LEASED);
    leases.keepOnly(leased.stream().map(Job::id).toList());
    for (Job job : leased) {
      if (leases.isOut(job.lease())) {
        runOut(job.lease());
      }
    }
  }

  private void runOut(Lease lease) throws IOException {
    Job after =
        jobs.update(
            lease.job(),
            job -> {
              // Between the list and this transaction the agent may have been heard of.
              boolean still = job.lease().equals(lease) && leases.isOut(lease);
              return still ? withoutAgent(job) : job;
            });
    if (!after.lease().equals(lease) || after.status().isEnd()) {
      LOG.log(
          Level.WARNING,
          "{0} of {1} is {2}: {3}",
          after.id(),
          after.agent().map(Object::toString).orElse("an agent"),
          after.status(),
          GONE);
      news.changed(after);
    }
  }

  private Job withoutAgent(Job job) {
    return switch (job.state()) {
      case JobState.Scheduling scheduling -> job.takenBack(clock.instant());
      case JobState.Staging staging -> job.ended(lost(), clock.instant());
      case JobState.Running running -> job.ended(lost(), clock.instant());
      case JobState.Uploading uploading ->
          job.ended(
              uploading.expected().uploadFailed(GONE + " while its artifacts were uploaded"),
              clock.instant());
      case JobState.Pending pending -> job;
      case JobState.Ended ended -> job;
    };
  }

  private static JobEnd lost() {
    return JobEnd.failed(FailureReason.AGENT_LOST, GONE);
  }
}
