package c3.server;

import c3.catalog.JobCatalog;
import c3.catalog.JobCatalog.Owned;
import c3.model.AgentName;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobId;
import c3.model.JobState;
import c3.model.JobStatus;
import c3.model.Keeping;
import c3.model.Lease;
import c3.server.logs.JobLogs;
import c3.server.schedule.LeaseTable;
import c3.server.schedule.Scheduler;
import c3.server.schedule.Standing;
import c3.wire.AgentControl;
import c3.wire.message.FinishAnswer;
import c3.wire.message.FinishRequest;
import c3.wire.message.LeaseAnswer;
import c3.wire.message.LogAnswer;
import c3.wire.message.LogChunk;
import c3.wire.message.PollAnswer;
import c3.wire.message.PollRequest;
import java.io.IOException;
import java.time.InstantSource;

/// What one agent may ask, answered from the catalog in the same process. An agent reaches the jobs
/// whose rows name it, of any account. A repeated or late report changes nothing: a state that has
/// passed is not gone back to, and an older term is answered STALE.
final class CatalogAgentControl implements AgentControl {
  private final AgentName agent;
  private final JobCatalog jobs;
  private final Collaborators with;

  /// What the control works with beside the jobs.
  ///
  /// @param clock for the times that people see
  record Collaborators(
      Scheduler scheduler,
      Standing standing,
      LeaseTable leases,
      JobLogs logs,
      JobEnds ends,
      Recoveries recoveries,
      InstantSource clock) {}

  CatalogAgentControl(AgentName agent, JobCatalog jobs, Collaborators with) {
    this.agent = agent;
    this.jobs = jobs;
    this.with = with;
  }

  @Override
  public PollAnswer poll(PollRequest request) throws IOException {
    if (!request.agent().equals(agent)) {
      throw new C3Exception(
          ErrorCode.FORBIDDEN, "agent " + agent + " asks for the work of " + request.agent());
    }
    return with.scheduler().poll(request);
  }

  @Override
  public LeaseAnswer state(Lease lease, JobState state) throws IOException {
    JobStatus reported = state.status();
    if (reported.compareTo(JobStatus.STAGING) < 0 || reported.isEnd()) {
      throw new C3Exception(ErrorCode.INVALID, "an agent does not report " + reported);
    }
    if (state instanceof JobState.Uploading uploading && uploading.keeping().isPresent()) {
      return keeping(lease, uploading.keeping().get());
    }
    Job after =
        jobs.update(
            lease.job(),
            job ->
                stands(job, lease) && reported.compareTo(job.status()) > 0
                    ? job.advanced(state, with.clock().instant())
                    : job);
    return with.standing().renew(after, agent, lease);
  }

  /// Comes every second or so, changes nothing of the job, and is written nowhere.
  private LeaseAnswer keeping(Lease lease, Keeping far) throws IOException {
    LeaseAnswer answer = with.standing().renew(job(lease.job()), agent, lease);
    if (answer == LeaseAnswer.CURRENT) {
      with.leases().keeping(lease.job(), far);
    }
    return answer;
  }

  private boolean stands(Job job, Lease lease) {
    LeaseAnswer answer = with.standing().of(job, agent, lease);
    return answer == LeaseAnswer.CURRENT || answer == LeaseAnswer.CANCEL;
  }

  @Override
  public LogAnswer log(Lease lease, LogChunk chunk) throws IOException {
    LeaseAnswer answer = with.standing().renew(job(lease.job()), agent, lease);
    return switch (answer) {
      case STALE -> new LogAnswer(answer, chunk.at() - chunk.gap());
      // What a script printed before it was given up is worth reading too.
      case CURRENT, CANCEL, ENDED -> new LogAnswer(answer, with.logs().append(lease.job(), chunk));
    };
  }

  private Job job(JobId id) throws IOException {
    return jobs.owned(id)
        .map(Owned::job)
        .orElseThrow(() -> new C3Exception(ErrorCode.NOT_FOUND, "there is no job " + id));
  }

  @Override
  public FinishAnswer finish(FinishRequest request) throws IOException {
    return with.ends().finish(agent, request);
  }

  @Override
  public FinishAnswer attach(FinishRequest request) throws IOException {
    return with.ends().attach(agent, request);
  }

  @Override
  public void notRecovered(JobId job, String why) {
    with.recoveries().failed(job, agent, why);
  }
}
