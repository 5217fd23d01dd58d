package c3.server.schedule;

import c3.model.AgentName;
import c3.model.Job;
import c3.model.JobStatus;
import c3.model.Lease;
import c3.wire.message.LeaseAnswer;
import java.util.Optional;

/// How a lease that an agent shows stands to a job. Showing a lease that stands renews it.
public final class Standing {
  private final LeaseTable leases;

  public Standing(LeaseTable leases) {
    this.leases = leases;
  }

  /// How it stands. A lease shown by an agent whom the job's row does not name is another's.
  public LeaseAnswer of(Job job, AgentName agent, Lease shown) {
    if (!job.agent().equals(Optional.of(agent))) {
      return LeaseAnswer.STALE;
    }
    return switch (job.check(shown)) {
      case STALE -> LeaseAnswer.STALE;
      case ENDED -> LeaseAnswer.ENDED;
      case CURRENT ->
          // A script that has ended cannot be canceled any more.
          job.cancelRequested() && job.status().compareTo(JobStatus.UPLOADING) < 0
              ? LeaseAnswer.CANCEL
              : LeaseAnswer.CURRENT;
    };
  }

  /// The same, and the lease is renewed if it stands.
  public LeaseAnswer renew(Job job, AgentName agent, Lease shown) {
    LeaseAnswer answer = of(job, agent, shown);
    if (answer == LeaseAnswer.CURRENT || answer == LeaseAnswer.CANCEL) {
      leases.renewed(shown);
    }
    return answer;
  }
}
