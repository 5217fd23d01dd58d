package c3.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobInput;
import c3.model.JobStatus;
import c3.model.Limits;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRunTest {
  private static final String WRITES = "echo kept > artifacts/a; echo up; ";
  private static final String WRITES_AND_STAYS = WRITES + "sleep 1000";

  @TempDir Path folder;
  @AutoClose private AgentBench bench;

  @BeforeEach
  void prepare() throws IOException {
    bench = new AgentBench(folder, WRITES);
  }

  private void script(String script) throws IOException {
    bench.control = new FakeAgentControl(bench.claimed(script, Optional.empty(), List.of()));
  }

  @Test
  void storesWhatTheScriptLeftAndEndsTheJob() throws Exception {
    bench.runClaimed();
    bench.assertEnd(JobStatus.SUCCEEDED);
    assertThat(bench.kept()).containsExactly("artifacts/a");
    assertThat(bench.control.log()).isEqualTo("up\n");
    assertThat(bench.control.calls()).containsExactly("STAGING", "RUNNING", "UPLOADING", "finish");
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void keepsWhatAFailedScriptWrote() throws Exception {
    script(WRITES + "exit 3");
    bench.runClaimed();
    bench.assertEnd(JobStatus.FAILED, FailureReason.SCRIPT_ERROR);
    assertThat(bench.control.end().exitCode()).hasValue(3);
    assertThat(bench.kept()).containsExactly("artifacts/a");
  }

  @Test
  void endsAJobThatWasCanceledBeforeItBegan() throws Exception {
    bench.control.job(bench.control.job().cancelRequested(Instant.EPOCH));
    bench.runClaimed();
    bench.assertEnd(JobStatus.CANCELED);
    assertThat(bench.control.calls()).containsExactly("STAGING", "finish");
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void startsNoScriptThatWasCanceledWhileItWasLaidOut() throws Exception {
    JobRun run = bench.run();
    bench.touched((call, file) -> run.cancel());
    run.runClaimed();
    bench.assertEnd(JobStatus.CANCELED);
    assertThat(bench.control.log()).doesNotContain("up");
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void startsNoScriptWhoseJobHasEndedMeanwhile() throws Exception {
    bench.control.touched(call -> {
      if (call.equals("RUNNING")) {
        bench.control.endElsewhere(JobEnd.canceled());
      }
    });
    bench.runClaimed();
    bench.assertEnd(JobStatus.CANCELED);
    assertThat(bench.control.log()).isEmpty();
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void keepsWhatACanceledScriptWrote() throws Exception {
    script(WRITES_AND_STAYS);
    JobRun run = bench.run();
    whenUp(run::cancel);
    run.runClaimed();
    bench.assertEnd(JobStatus.CANCELED);
    assertThat(bench.kept()).containsExactly("artifacts/a");
  }

  private void whenUp(Runnable then) {
    bench.control.touched(call -> {
      if (call.startsWith("log up")) {
        then.run();
      }
    });
  }

  @Test
  void stopsAScriptAtItsTime() throws Exception {
    Job job = bench.claimed("sleep 1000", Optional.of(Duration.ofHours(1)), List.of());
    bench.control = new FakeAgentControl(job);
    bench.runClaimed();
    bench.assertEnd(JobStatus.TIMED_OUT);
    assertThat(bench.control.end().message()).contains("01:00:00");
    assertThat(bench.control.job().artifacts()).isPresent();
  }

  @Test
  void saysWhatCouldNotBeLaidOut() throws Exception {
    bench.memory.digests().forEach(bench.memory::lose);
    bench.runClaimed();
    bench.assertEnd(JobStatus.FAILED, FailureReason.STAGING_ERROR);
    assertThat(bench.control.end().message()).startsWith("staging: ");
    assertThat(bench.control.log()).contains("c3: staging: ");
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void saysWhatToDoAboutADamagedFileOfTheProject() throws Exception {
    Set<Digest> files = new HashSet<>(bench.memory.digests());
    files.remove(bench.control.job().workspace().digest());
    files.forEach(bench.memory::damage);
    bench.runClaimed();
    bench.assertEnd(JobStatus.FAILED, FailureReason.STAGING_ERROR);
    assertThat(bench.control.end().message())
        .startsWith("staging: ")
        .endsWith("; c3 check says what else is damaged, and uploading the same again mends it");
  }

  @Test
  void waitsForTheServerWhileItLaysOut() throws Exception {
    AtomicInteger failures = new AtomicInteger(10);
    bench.touched((call, file) -> {
      if (call.equals("read") && failures.getAndDecrement() > 0) {
        throw new C3Exception(ErrorCode.UNAVAILABLE, "gone");
      }
    });
    bench.runClaimed();
    bench.assertEnd(JobStatus.SUCCEEDED);
  }

  @Test
  void waitsForTheServerHoweverLongItHadLaidOutBefore() throws Exception {
    AtomicInteger failures = new AtomicInteger(1);
    bench.touched((call, file) -> {
      if (call.equals("read") && failures.getAndDecrement() > 0) {
        bench.pause.pass(Limits.STANDARD.uploadPatience().multipliedBy(2));
        throw new C3Exception(ErrorCode.UNAVAILABLE, "gone");
      }
    });
    bench.runClaimed();
    bench.assertEnd(JobStatus.SUCCEEDED);
  }

  @Test
  void makesNoFolderBehindALinkOfTheWorkspace() throws Exception {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(folder.toRealPath().resolve("source/artifacts"), outside);
    bench.control = new FakeAgentControl(bench.claimed(WRITES, Optional.empty(), List.of()));
    bench.runClaimed();
    bench.assertEnd(JobStatus.FAILED, FailureReason.STAGING_ERROR);
    assertThat(bench.control.end().message()).contains("`artifacts` cannot be a folder");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void mountsNowhereButInTheWorkspaceWithoutNamespaces() throws Exception {
    Path outside = folder.resolve("outside");
    Path source = Files.createDirectory(folder.resolve("mounted"));
    Files.writeString(source.resolve("x"), "x");
    JobInput input =
        new JobInput("/datasets/x", outside.toString(), bench.stored(source), EntryPath.ROOT);
    bench.control = new FakeAgentControl(bench.claimed(WRITES, Optional.empty(), List.of(input)));
    bench.runClaimed();
    bench.assertEnd(JobStatus.FAILED, FailureReason.STAGING_ERROR);
    assertThat(bench.control.end().message()).contains(outside.toString());
    assertThat(outside).doesNotExist();
  }

  @Test
  void saysThatTheMachineCannotStartTheScript() throws Exception {
    bench.scripts =
        Optional.of((job, step, output) -> {
          throw new IOException("too many processes");
        });
    bench.runClaimed();
    bench.assertEnd(JobStatus.FAILED, FailureReason.LAUNCH_ERROR);
    assertThat(bench.control.end().message()).isEqualTo("too many processes");
  }

  @Test
  void leavesTheJobToTheNextAgentWhenThisOneIsEndedWhileItStartsTheScript() throws Exception {
    bench.scripts =
        Optional.of((job, step, output) -> {
          throw new ClosedByInterruptException();
        });
    assertThatThrownBy(bench::runClaimed).isInstanceOf(InterruptedException.class);
    assertThat(bench.control.job().status()).isEqualTo(JobStatus.RUNNING);
    assertThat(bench.phase()).isEqualTo(SpoolRecord.Phase.RUNNING);
  }

  @Test
  void endsAJobThatBreaksOff() throws Exception {
    bench.scripts =
        Optional.of((job, step, output) -> {
          throw new IllegalStateException("a defect");
        });
    bench.runClaimed();
    bench.assertEnd(JobStatus.FAILED, FailureReason.AGENT_LOST);
    assertThat(bench.control.end().message()).contains("a defect");
    assertThat(bench.phase()).isEqualTo(SpoolRecord.Phase.RUNNING);
  }

  @Test
  void endsAJobWhoseClaimCannotBeWrittenDown() throws Exception {
    Files.writeString(folder.toRealPath().resolve("agent"), "in the way");
    bench.runClaimed();
    bench.assertEnd(JobStatus.FAILED, FailureReason.STAGING_ERROR);
  }

  @Test
  void reportsUntilTheServerAnswers() throws Exception {
    bench.control.failing("finish", 1_000, ErrorCode.UNAVAILABLE);
    bench.runClaimed();
    bench.assertEnd(JobStatus.SUCCEEDED);
  }

  @Test
  void dropsAClaimThatIsAnothersByNow() throws Exception {
    Job claimed = bench.control.job();
    bench.control.job(claimed.takenBack(Instant.EPOCH));
    new JobRun(bench.tools(), claimed).runClaimed();
    assertThat(bench.control.calls()).containsExactly("STAGING");
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void keepsTheFilesOfAScriptThatRanUnderALeaseThatIsAnothers() throws Exception {
    script(WRITES_AND_STAYS);
    JobRun run = bench.run();
    whenUp(run::drop);
    run.runClaimed();
    assertThat(bench.control.calls()).containsExactly("STAGING", "RUNNING");
    assertThat(bench.phase()).isEqualTo(SpoolRecord.Phase.KEPT);
  }

  @Test
  void attachesWhatAScriptWroteWhoseJobWasEndedElsewhere() throws Exception {
    script(WRITES_AND_STAYS);
    JobRun run = bench.run();
    whenUp(() -> {
      bench.control.endElsewhere(lost());
      run.jobEnded();
    });
    run.runClaimed();
    bench.assertEnd(JobStatus.FAILED, FailureReason.AGENT_LOST);
    assertThat(bench.kept()).containsExactly("artifacts/a");
    assertThat(bench.spoolIsGone()).isTrue();
  }

  private static JobEnd lost() {
    return JobEnd.failed(FailureReason.AGENT_LOST, "gone");
  }

  @Test
  void leavesTheJobToTheNextAgentWhenThisOneIsEnded() throws Exception {
    script(WRITES_AND_STAYS);
    whenUp(() -> new Thread(bench.runner::close).start());
    assertThatThrownBy(bench::runClaimed).isInstanceOf(InterruptedException.class);
    assertThat(bench.control.job().status()).isEqualTo(JobStatus.RUNNING);
    assertThat(bench.phase()).isEqualTo(SpoolRecord.Phase.RUNNING);
  }
}
