package c3.agent;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobState;
import c3.model.MountSupport;
import c3.wire.message.PollAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many jobs more an agent says that it could run.
class AgentSlotsTest {
  private static final int SLOTS = 2;
  private static final long PATIENCE_SECONDS = 20;

  @TempDir Path folder;
  @AutoClose private AgentBench bench;
  private final CountDownLatch free = new CountDownLatch(1);
  private boolean freed;

  @BeforeEach
  void prepare() throws IOException {
    bench = new AgentBench(folder, "echo kept > artifacts/a");
  }

  private void runHearingOfTheEndAt(String at) throws Exception {
    Job job = bench.control.job();
    Agent agent = new Agent(bench.tools(), MountSupport.RELATIVE, Optional.empty());
    bench.control.whenIdle(agent::stop);
    bench.control.answerPolls(
        new PollAnswer(List.of(job), List.of(), List.of(), List.of(), List.of()));
    bench.control.touched(call -> {
      if (call.equals(at)) {
        hearOfTheEnd(job);
      }
    });
    agent.run();
  }

  /// The agent hears of the job's end before the call has come back that ends it.
  private void hearOfTheEnd(Job job) throws IOException {
    bench.control.whenPolled(request -> {
      if (!request.holding().isEmpty() && request.freeSlots() == SLOTS) {
        free.countDown();
      }
    });
    bench.control.answerPolls(
        new PollAnswer(List.of(), List.of(), List.of(job.lease()), List.of(), List.of()));
    try {
      freed = free.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void givesThePlaceOfAJobAwayWhoseEndTheServerKnowsWhileItTidiesUp() throws Exception {
    runHearingOfTheEndAt("finish");
    assertThat(freed).isTrue();
  }

  @Test
  void keepsThePlaceUntilTheServerKnowsTheEnd() throws Exception {
    JobRun run = new JobRun(bench.tools(), bench.control.job());
    List<Boolean> taken = new ArrayList<>();
    bench.control.touched(call -> {
      if (call.equals("finish")) {
        taken.add(run.takesAPlace());
      }
    });
    run.runClaimed();
    assertThat(taken).containsExactly(true);
  }

  @Test
  void givesThePlaceOfAJobAwayThatHadEndedUnderAnEarlierAgent() throws Exception {
    Optional<JobEnd> end = Optional.of(JobEnd.exited(0));
    Job job = bench.control.job();
    SpoolRecord found = new SpoolRecord(job, SpoolRecord.Phase.ENDED, end);
    bench.spool().save(found);
    Files.createDirectories(bench.spool().work().resolve("artifacts"));
    bench.control.job(job.advanced(new JobState.Uploading(end.get()), Instant.EPOCH));
    JobRun run = new JobRun(bench.tools(), job);
    bench.control.touched(call -> {
      if (call.equals("finish")) {
        run.jobEnded();
      }
    });
    run.runSpooled(found);
    assertThat(run.takesAPlace()).isFalse();
  }

  @Test
  void givesThePlaceOfAJobAwayThatNeverRan() throws Exception {
    JobRun run = new JobRun(bench.tools(), bench.control.job());
    assertThat(run.takesAPlace()).isTrue();
    bench.control.touched(call -> {
      if (call.equals("STAGING")) {
        bench.control.job(bench.control.job().cancelRequested(Instant.EPOCH));
      }
      if (call.equals("finish")) {
        run.jobEnded();
      }
    });
    run.runClaimed();
    assertThat(run.takesAPlace()).isFalse();
  }

  @Test
  void keepsThePlaceOfAScriptThatIsStillToBeStopped() throws Exception {
    JobRun run = new JobRun(bench.tools(), bench.control.job());
    bench.control.touched(call -> {
      if (call.equals("RUNNING")) {
        run.jobEnded();
        assertThat(run.takesAPlace()).isTrue();
      }
    });
    run.runClaimed();
    assertThat(run.takesAPlace()).isFalse();
  }
}
