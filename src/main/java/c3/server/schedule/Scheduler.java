package c3.server.schedule;

import c3.catalog.JobCatalog;
import c3.catalog.JobCatalog.Owned;
import c3.model.Job;
import c3.model.JobId;
import c3.model.JobStatus;
import c3.model.Lease;
import c3.server.schedule.Agents.Presence;
import c3.wire.message.PollAnswer;
import c3.wire.message.PollRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Answers agents that ask for work. A poll:
///
/// 1. renews every lease that the agent shows and still has;
/// 2. says of each of them whether it is wanted to end, has ended, or is another's by now;
/// 3. settles claims of this agent that it neither shows nor has acknowledged, since the answer
///    that gave them was lost: offers them again, or takes them back;
/// 4. claims waiting jobs, oldest first, while the agent has room;
/// 5. waits, when all of that is nothing new, until something changes or the time is up.
///
/// Only an agent's newest poll is answered with anything: an older one belongs to a connection that
/// the agent has given up.
public final class Scheduler {
  private final JobCatalog jobs;
  private final Standing standing;
  private final Surroundings around;

  /// What a scheduler works with beside the jobs.
  ///
  /// @param pollTime how long a poll waits at most
  /// @param closing whether nothing new may begin, since the server is about to end
  /// @param clock for the times that people see
  public record Surroundings(
      Agents agents,
      RecoverOrders orders,
      JobNews news,
      Duration pollTime,
      BooleanSupplier closing,
      InstantSource clock) {}

  public Scheduler(JobCatalog jobs, LeaseTable leases, Surroundings around) {
    this.jobs = jobs;
    this.standing = new Standing(leases);
    this.around = around;
  }

  /// Tells an agent what to do; see `AgentControl.poll`.
  public PollAnswer poll(PollRequest request) throws IOException {
    Presence presence = around.agents().polled(request);
    long poll = presence.newest();
    renew(request);
    long left = shorter(request.patience(), around.pollTime()).toNanos();
    while (true) {
      long rings = around.news().bell().rings();
      presence.looking.lock();
      try {
        if (presence.newest() != poll) {
          return PollAnswer.NOTHING;
        }
        PollAnswer answer = look(request);
        Set<Object> parts = parts(answer);
        boolean news = !answer.assigned().isEmpty() || !presence.told().containsAll(parts);
        presence.told(parts);
        if (news || left <= 0) {
          return answer;
        }
      } finally {
        presence.looking.unlock();
      }
      left = around.news().bell().await(rings, left);
    }
  }

  private void renew(PollRequest request) throws IOException {
    for (Lease lease : request.holding()) {
      Optional<Owned> owned = jobs.owned(lease.job());
      if (owned.isPresent()) {
        standing.renew(owned.get().job(), request.agent(), lease);
      }
    }
  }

  private PollAnswer look(PollRequest request) throws IOException {
    List<JobId> cancel = new ArrayList<>();
    List<Lease> ended = new ArrayList<>();
    List<Lease> stale = new ArrayList<>();
    for (Lease lease : request.holding()) {
      Optional<Job> job = jobs.owned(lease.job()).map(Owned::job);
      if (job.isEmpty()) {
        // A database older than the agent's work: the agent keeps what it has, for a person to see.
        continue;
      }
      switch (standing.of(job.get(), request.agent(), lease)) {
        case CURRENT -> {}
        case CANCEL -> cancel.add(lease.job());
        case ENDED -> ended.add(lease);
        case STALE -> stale.add(lease);
      }
    }
    return new PollAnswer(
        assign(request), cancel, ended, stale, around.orders().standing(request.agent()));
  }

  private List<Job> assign(PollRequest request) throws IOException {
    KnownAgent agent = KnownAgent.of(request);
    List<Job> assigned = new ArrayList<>();
    for (Job claimed : jobs.inState(Set.of(JobStatus.SCHEDULING))) {
      boolean unheld =
          claimed.agent().equals(Optional.of(request.agent()))
              && !request.holding().contains(claimed.lease());
      if (unheld && assigned.size() < request.freeSlots() && !claimed.cancelRequested()) {
        assigned.add(claimed);
      } else if (unheld) {
        takeBack(claimed.lease());
      }
    }
    while (assigned.size() < request.freeSlots() && !around.closing().getAsBoolean()) {
      int freeGpus = GpuUse.free(jobs, request.agent(), request.hardware());
      Optional<Job> claimed =
          jobs.claim(request.agent(), owned -> fits(owned.job(), agent, freeGpus));
      if (claimed.isEmpty()) {
        break;
      }
      assigned.add(claimed.get());
    }
    assigned.forEach(job -> standing.renew(job, request.agent(), job.lease()));
    return assigned;
  }

  /// An agent whose machine can never run a job takes it only when none that is there could, and
  /// then says what is missing: better than a job that waits for ever.
  private boolean fits(Job job, KnownAgent agent, int freeGpus) {
    return agent.canRun(job)
        ? job.spec().placement().bounds().gpusNeeded() <= freeGpus
        : around.agents().known().stream().noneMatch(other -> other.canRun(job));
  }

  private void takeBack(Lease lease) throws IOException {
    Job after =
        jobs.update(
            lease.job(),
            job ->
                job.lease().equals(lease) && job.status() == JobStatus.SCHEDULING
                    ? job.takenBack(around.clock().instant())
                    : job);
    around.news().changed(after);
  }

  /// Everything that an answer says. What was said before is no news: an agent that needs a minute
  /// to end a script must not be answered a hundred times meanwhile.
  private static Set<Object> parts(PollAnswer answer) {
    Set<Object> parts = new HashSet<>();
    answer.cancel().forEach(job -> parts.add(List.of("cancel", job)));
    answer.ended().forEach(lease -> parts.add(List.of("ended", lease)));
    answer.stale().forEach(lease -> parts.add(List.of("stale", lease)));
    answer.recover().forEach(job -> parts.add(List.of("recover", job)));
    return parts;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
