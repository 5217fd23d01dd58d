package c3.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import c3.Randomly;
import c3.model.AccountId;
import c3.model.AgentName;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobId;
import c3.model.JobState;
import c3.model.JobStatus;
import c3.model.Lease;
import c3.model.Limits;
import c3.server.LeaseModel.Known;
import c3.server.LeaseModel.Outcome;
import c3.store.SessionRequest;
import c3.wire.ControlWorld;
import c3.wire.Jobs;
import c3.wire.SmallUpload;
import c3.wire.message.FinishAnswer;
import c3.wire.message.FinishRequest;
import c3.wire.message.FinishRequest.Artifacts;
import c3.wire.message.LogChunk;
import c3.wire.message.PollAnswer;
import c3.wire.message.SubmitRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Invariant 4 in random histories: two agents claim, report, repeat themselves, vanish and answer
/// late, people cancel, leases run out and servers are killed. Each job is at every moment what the
/// model says; it reaches one end and keeps it, and what it left is taken once.
class LeaseHistoryTest {
  private static final int STEPS = 150;
  private static final int JOBS_MAX = 8;
  private static final List<AgentName> AGENTS = List.of(ControlWorld.AGENT, new AgentName("other"));

  @TempDir Path folder;

  @Test
  void doesWithLeasesWhatTheModelDoes() {
    histories(4);
  }

  @Test
  @Tag("soak")
  void doesWithLeasesWhatTheModelDoesHoweverOften() {
    histories(200);
  }

  private void histories(int cases) {
    Randomly.times(
        cases,
        random -> {
          try (ServerWorld world = new ServerWorld(Files.createTempDirectory(folder, "world"))) {
            History history = new History(world, random);
            for (int step = 0; step < STEPS; step++) {
              history.step();
              history.compare();
            }
          }
        });
  }

  /// One history, done to a server and to the model.
  private static final class History {
    private final ServerWorld world;
    private final RandomGenerator random;
    private final LeaseModel model = new LeaseModel(Limits.STANDARD.leaseTime());
    private final Map<JobId, Known> before = new TreeMap<>();
    private final List<Lease> leases = new ArrayList<>();
    private final Digest workspace;
    private int names;

    History(ServerWorld world, RandomGenerator random) throws IOException {
      this.world = world;
      this.random = random;
      this.workspace = new Jobs(world).workspace();
    }

    void step() throws IOException {
      switch (random.nextInt(16)) {
        case 0, 1 -> submit();
        case 2, 3, 4 -> poll();
        case 5, 6, 7 -> report();
        case 8 -> log();
        case 9, 10 -> finish();
        case 11 -> attach();
        case 12 -> cancel();
        case 13, 14 -> pass();
        default -> restart();
      }
    }

    private void submit() throws IOException {
      if (before.values().stream().filter(job -> !job.status().isEnd()).count() < JOBS_MAX) {
        names++;
        SubmitRequest request =
            new SubmitRequest("key " + names, Jobs.spec("digits", "train"), workspace);
        model.submit(world.people().submit(request).id());
      }
    }

    /// The agent shows some of what it, or the other one, ever had.
    private void poll() throws IOException {
      AgentName agent = any(AGENTS);
      List<Lease> holding = leases.stream().filter(_ -> random.nextInt(3) == 0).toList();
      int freeSlots = random.nextInt(3);
      PollAnswer answer = world.agent(agent).poll(Jobs.asking(agent, freeSlots, holding));
      List<Lease> assigned = answer.assigned().stream().map(Job::lease).toList();
      assertThat(assigned)
          .containsExactlyInAnyOrderElementsOf(model.poll(agent, holding, freeSlots));
      leases.addAll(assigned);
    }

    private void report() throws IOException {
      if (leases.isEmpty()) {
        return;
      }
      AgentName agent = any(AGENTS);
      Lease lease = any(leases);
      JobEnd end = anyEnd();
      JobState state =
          any(List.of(new JobState.Staging(), new JobState.Running(), new JobState.Uploading(end)));
      Optional<Outcome> expected =
          state instanceof JobState.Uploading ? Optional.of(Outcome.of(end)) : Optional.empty();
      assertThat(world.agent(agent).state(lease, state))
          .isEqualTo(model.report(agent, lease, state.status(), expected));
    }

    private void log() throws IOException {
      if (leases.isEmpty()) {
        return;
      }
      AgentName agent = any(AGENTS);
      Lease lease = any(leases);
      LogChunk nothing = new LogChunk(0, 0, ByteBuffer.allocate(0));
      assertThat(world.agent(agent).log(lease, nothing).lease())
          .isEqualTo(model.shows(agent, lease));
    }

    private void finish() throws IOException {
      if (leases.isEmpty()) {
        return;
      }
      AgentName agent = any(AGENTS);
      Lease lease = any(leases);
      FinishRequest request = request(lease);
      boolean recorded =
          model.finish(agent, lease, Outcome.of(request.end()), request.artifacts().isPresent());
      check(world.agent(agent).finish(request), recorded);
    }

    private void attach() throws IOException {
      if (leases.isEmpty()) {
        return;
      }
      AgentName agent = any(AGENTS);
      Lease lease = any(leases);
      FinishRequest request = request(lease);
      Known job = Objects.requireNonNull(before.get(lease.job()));
      if (job.agent().equals(Optional.of(agent)) && !job.status().isEnd()) {
        C3Exception refusal =
            catchThrowableOfType(C3Exception.class, () -> world.agent(agent).attach(request));
        assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
        return;
      }
      boolean recorded = model.attach(agent, lease, request.artifacts().isPresent());
      check(world.agent(agent).attach(request), recorded);
    }

    private static void check(FinishAnswer answer, boolean recorded) {
      assertThat(answer)
          .isInstanceOf(recorded ? FinishAnswer.Recorded.class : FinishAnswer.Stale.class);
    }

    private FinishRequest request(Lease lease) throws IOException {
      if (random.nextInt(3) == 0) {
        return new FinishRequest(lease, anyEnd());
      }
      names++;
      Artifacts artifacts =
          SmallUpload.upload(
              world.store().as(AccountId.LOCAL),
              new SessionRequest("upload " + names, Optional.of(lease)),
              Map.of("result", "of upload " + names));
      return new FinishRequest(lease, anyEnd(), Optional.of(artifacts));
    }

    private JobEnd anyEnd() {
      return any(
          List.of(
              JobEnd.exited(0), JobEnd.exited(3), JobEnd.canceled(), JobEnd.timedOut("too long")));
    }

    private void cancel() throws IOException {
      if (before.isEmpty()) {
        return;
      }
      JobId id = any(List.copyOf(before.keySet()));
      try {
        world.people().cancel(id);
      } catch (C3Exception e) {
        assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
      }
      model.cancel(id);
    }

    private void pass() throws IOException {
      Duration time = Limits.STANDARD.leaseTime().multipliedBy(random.nextInt(1, 7)).dividedBy(6);
      world.pass(time);
      model.pass(time);
      // People's clock decides nothing.
      world.clock().move(Duration.ofHours(random.nextInt(-48, 49)));
    }

    private void restart() throws IOException {
      world.restart();
      model.restart();
    }

    void compare() throws IOException {
      for (JobId id : model.jobs.keySet()) {
        Known job = Known.of(world.people().find(id.text()));
        assertThat(job).as("%s", id).isEqualTo(model.jobs.get(id));
        Known was = before.get(id);
        if (was != null) {
          assertThat(allowed(was, job)).as("from %s to %s", was, job).isTrue();
        }
        before.put(id, job);
      }
    }

    /// What may become of a job in one step, whatever the step.
    private static boolean allowed(Known was, Known is) {
      if (was.status().isEnd()) {
        boolean sameEnd = is.status() == was.status() && is.end().equals(was.end());
        return sameEnd && is.term() == was.term() && (is.artifacts() || !was.artifacts());
      }
      // Under one term a job only goes on; to go back to the queue raises it.
      return is.term() == was.term()
          ? is.status().compareTo(was.status()) >= 0
          : is.term() > was.term() && was.status().compareTo(JobStatus.SCHEDULING) <= 0;
    }

    private <T> T any(List<T> some) {
      return some.get(random.nextInt(some.size()));
    }
  }
}
