package c3.server;

import c3.model.AgentName;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobId;
import c3.model.JobState;
import c3.model.JobStatus;
import c3.model.Lease;
import c3.wire.message.LeaseAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// What becomes of jobs whose agents claim, report, vanish and come back late: the rules of
/// docs/decisions/0005, in one page of plain values. The server is compared with it.
final class LeaseModel {
  final Map<JobId, Known> jobs = new TreeMap<>();
  private final Map<JobId, Renewal> renewals = new HashMap<>();
  private final Duration leaseTime;
  private Duration now = Duration.ZERO;

  LeaseModel(Duration leaseTime) {
    this.leaseTime = leaseTime;
  }

  /// A job, as far as leases are concerned. `end` is the expected one while it is UPLOADING.
  record Known(
      JobStatus status,
      long term,
      Optional<AgentName> agent,
      boolean canceled,
      Optional<Outcome> end,
      boolean artifacts) {
    static Known of(Job job) {
      Optional<JobEnd> end =
          switch (job.state()) {
            case JobState.Uploading(JobEnd expected, _) -> Optional.of(expected);
            case JobState.Ended(JobEnd reached) -> Optional.of(reached);
            default -> Optional.empty();
          };
      return new Known(
          job.status(),
          job.term(),
          job.agent(),
          job.cancelRequested(),
          end.map(Outcome::of),
          job.artifacts().isPresent());
    }

    private Known on(JobStatus next, Optional<Outcome> nextEnd) {
      return new Known(next, term, agent, canceled, nextEnd, artifacts);
    }

    private Known claimedBy(Optional<AgentName> by, JobStatus next) {
      return new Known(next, term + 1, by, canceled, end, artifacts);
    }

    private Known ended(Outcome how) {
      return on(how.status(), Optional.of(how));
    }

    private Known keeping() {
      return new Known(status, term, agent, canceled, end, true);
    }

    private boolean isBefore(JobStatus other) {
      return status.compareTo(other) < 0;
    }
  }

  /// An end without its words.
  record Outcome(JobStatus status, Optional<FailureReason> reason) {
    static final Outcome CANCELED = new Outcome(JobStatus.CANCELED, Optional.empty());

    static Outcome of(JobEnd end) {
      return new Outcome(end.status(), end.reason());
    }

    static Outcome failed(FailureReason why) {
      return new Outcome(JobStatus.FAILED, Optional.of(why));
    }

    private Outcome withoutArtifacts() {
      return status == JobStatus.SUCCEEDED ? failed(FailureReason.UPLOAD_ERROR) : this;
    }
  }

  private record Renewal(long term, Duration at) {}

  private Known job(JobId id) {
    return Objects.requireNonNull(jobs.get(id));
  }

  void submit(JobId id) {
    Known fresh = new Known(JobStatus.PENDING, 0, Optional.empty(), false, Optional.empty(), false);
    jobs.put(id, fresh);
  }

  LeaseAnswer standing(AgentName agent, Lease lease) {
    Known job = job(lease.job());
    if (!job.agent().equals(Optional.of(agent)) || job.term() != lease.term()) {
      return LeaseAnswer.STALE;
    }
    if (job.status().isEnd()) {
      return LeaseAnswer.ENDED;
    }
    return job.canceled() && job.isBefore(JobStatus.UPLOADING)
        ? LeaseAnswer.CANCEL
        : LeaseAnswer.CURRENT;
  }

  private boolean stands(AgentName agent, Lease lease) {
    return switch (standing(agent, lease)) {
      case CURRENT, CANCEL -> true;
      case ENDED, STALE -> false;
    };
  }

  /// What showing a lease is answered with; it is renewed if it stands.
  LeaseAnswer shows(AgentName agent, Lease lease) {
    if (stands(agent, lease)) {
      renewals.put(lease.job(), new Renewal(lease.term(), now));
    }
    return standing(agent, lease);
  }

  /// The leases that a poll assigns.
  List<Lease> poll(AgentName agent, List<Lease> holding, int freeSlots) {
    holding.forEach(lease -> shows(agent, lease));
    List<Lease> assigned = new ArrayList<>();
    for (JobId id : List.copyOf(jobs.keySet())) {
      Known job = job(id);
      Lease lease = new Lease(id, job.term());
      boolean unheld =
          job.status() == JobStatus.SCHEDULING
              && job.agent().equals(Optional.of(agent))
              && !holding.contains(lease);
      if (unheld && assigned.size() < freeSlots && !job.canceled()) {
        assigned.add(lease);
      } else if (unheld) {
        takeBack(id);
      }
    }
    for (JobId id : List.copyOf(jobs.keySet())) {
      if (job(id).status() == JobStatus.PENDING && assigned.size() < freeSlots) {
        jobs.put(id, job(id).claimedBy(Optional.of(agent), JobStatus.SCHEDULING));
        assigned.add(new Lease(id, job(id).term()));
      }
    }
    assigned.forEach(lease -> shows(agent, lease));
    return assigned;
  }

  private void takeBack(JobId id) {
    Known job = job(id);
    jobs.put(
        id,
        job.canceled()
            ? job.ended(Outcome.CANCELED)
            : job.claimedBy(Optional.empty(), JobStatus.PENDING));
  }

  LeaseAnswer report(AgentName agent, Lease lease, JobStatus reported, Optional<Outcome> expected) {
    Known job = job(lease.job());
    if (stands(agent, lease) && job.isBefore(reported)) {
      jobs.put(lease.job(), job.on(reported, expected));
    }
    return shows(agent, lease);
  }

  /// Whether it is recorded, by this call or before; otherwise the lease is stale.
  boolean finish(AgentName agent, Lease lease, Outcome end, boolean artifacts) {
    if (stands(agent, lease)) {
      Known job = job(lease.job());
      Known ended = job.ended(artifacts ? end : end.withoutArtifacts());
      jobs.put(lease.job(), artifacts ? ended.keeping() : ended);
      return true;
    }
    return standing(agent, lease) == LeaseAnswer.ENDED;
  }

  /// Whether it is recorded; otherwise the job is another's. Only of a job that has ended.
  boolean attach(AgentName agent, Lease lease, boolean artifacts) {
    Known job = job(lease.job());
    boolean own = job.agent().equals(Optional.of(agent));
    if (own && artifacts) {
      jobs.put(lease.job(), job.keeping());
    }
    return own;
  }

  void cancel(JobId id) {
    Known job = job(id);
    if (job.status() == JobStatus.PENDING) {
      jobs.put(id, job.ended(Outcome.CANCELED));
    } else if (job.isBefore(JobStatus.UPLOADING)) {
      jobs.put(
          id, new Known(job.status(), job.term(), job.agent(), true, job.end(), job.artifacts()));
    }
  }

  /// Lets time pass, and ends what has run out.
  void pass(Duration time) {
    now = now.plus(time);
    for (JobId id : List.copyOf(jobs.keySet())) {
      Known job = job(id);
      boolean leased = !job.status().isEnd() && job.status() != JobStatus.PENDING;
      if (!leased) {
        continue;
      }
      Renewal last = renewals.get(id);
      if (last == null || last.term() != job.term()) {
        renewals.put(id, new Renewal(job.term(), now));
      } else if (now.minus(last.at()).compareTo(leaseTime) >= 0) {
        runOut(id);
      }
    }
  }

  private void runOut(JobId id) {
    Known job = job(id);
    switch (job.status()) {
      case SCHEDULING -> takeBack(id);
      case UPLOADING -> jobs.put(id, job.ended(job.end().orElseThrow().withoutArtifacts()));
      default -> jobs.put(id, job.ended(Outcome.failed(FailureReason.AGENT_LOST)));
    }
  }

  /// Another server counts every lease as just renewed.
  void restart() {
    renewals.clear();
  }
}
