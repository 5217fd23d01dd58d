package c3.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobInput;
import c3.model.JobStatus;
import c3.model.Limits;
import c3.transfer.UploadFailed;
import c3.transfer.Uploader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRunTest {
  private static final String WRITES = "echo kept > artifacts/a; echo up; ";
  private static final String WRITES_AND_STAYS = WRITES + "sleep 1000";

  @TempDir Path folder;
  private AgentBench bench;

  @BeforeEach
  void prepare() throws IOException {
    bench = new AgentBench(folder, WRITES);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void script(String script) throws IOException {
    bench.control = new FakeAgentControl(bench.claimed(script, Optional.empty(), List.of()));
  }

  private void assertEnd(JobStatus status, FailureReason... reason) {
    assertThat(bench.control.job().status()).isEqualTo(status);
    assertThat(bench.control.end().reason().stream()).containsExactly(reason);
  }

  @Test
  void storesWhatTheScriptLeftAndEndsTheJob() throws Exception {
    bench.runClaimed();
    assertEnd(JobStatus.SUCCEEDED);
    assertThat(bench.kept()).containsExactly("artifacts/a");
    assertThat(bench.control.log()).isEqualTo("up\n");
    assertThat(bench.control.calls())
        .containsExactly("STAGING", "RUNNING", "UPLOADING", "finish");
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void keepsWhatAFailedScriptWrote() throws Exception {
    script(WRITES + "exit 3");
    bench.runClaimed();
    assertEnd(JobStatus.FAILED, FailureReason.SCRIPT_ERROR);
    assertThat(bench.control.end().exitCode()).hasValue(3);
    assertThat(bench.kept()).containsExactly("artifacts/a");
  }

  @Test
  void endsAJobThatWasCanceledBeforeItBegan() throws Exception {
    bench.control.job(bench.control.job().cancelRequested(Instant.EPOCH));
    bench.runClaimed();
    assertEnd(JobStatus.CANCELED);
    assertThat(bench.control.calls()).containsExactly("STAGING", "finish");
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void startsNoScriptThatWasCanceledWhileItWasLaidOut() throws Exception {
    JobRun run = bench.run();
    bench.touched((call, file) -> run.cancel());
    run.runClaimed(bench.control.job());
    assertEnd(JobStatus.CANCELED);
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
    assertEnd(JobStatus.CANCELED);
    assertThat(bench.control.log()).isEmpty();
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void keepsWhatACanceledScriptWrote() throws Exception {
    script(WRITES_AND_STAYS);
    JobRun run = bench.run();
    whenUp(run::cancel);
    run.runClaimed(bench.control.job());
    assertEnd(JobStatus.CANCELED);
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
    assertEnd(JobStatus.TIMED_OUT);
    assertThat(bench.control.end().message()).contains("01:00:00");
    assertThat(bench.control.job().artifacts()).isPresent();
  }

  @Test
  void saysWhatCouldNotBeLaidOut() throws Exception {
    bench.memory.digests().forEach(bench.memory::lose);
    bench.runClaimed();
    assertEnd(JobStatus.FAILED, FailureReason.STAGING_ERROR);
    assertThat(bench.control.end().message()).startsWith("staging: ");
    assertThat(bench.control.log()).contains("c3: staging: ");
    assertThat(bench.spoolIsGone()).isTrue();
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
    assertEnd(JobStatus.SUCCEEDED);
  }

  @Test
  void mountsNowhereButInTheWorkspaceWithoutNamespaces() throws Exception {
    Path outside = folder.resolve("outside");
    Path source = Files.createDirectory(folder.resolve("mounted"));
    Files.writeString(source.resolve("x"), "x");
    JobInput input =
        new JobInput("/datasets/x", outside.toString(), bench.stored(source), EntryPath.ROOT);
    bench.control =
        new FakeAgentControl(bench.claimed(WRITES, Optional.empty(), List.of(input)));
    bench.runClaimed();
    assertEnd(JobStatus.FAILED, FailureReason.STAGING_ERROR);
    assertThat(bench.control.end().message()).contains(outside.toString());
    assertThat(outside).doesNotExist();
  }

  @Test
  void saysThatTheMachineCannotStartTheScript() throws Exception {
    bench.scripts =
        Optional.of((job, output) -> {
          throw new IOException("too many processes");
        });
    bench.runClaimed();
    assertEnd(JobStatus.FAILED, FailureReason.LAUNCH_ERROR);
    assertThat(bench.control.end().message()).isEqualTo("too many processes");
  }

  @Test
  void endsAJobThatBreaksOff() throws Exception {
    bench.scripts =
        Optional.of((job, output) -> {
          throw new IllegalStateException("a defect");
        });
    bench.runClaimed();
    assertEnd(JobStatus.FAILED, FailureReason.AGENT_LOST);
    assertThat(bench.control.end().message()).contains("a defect");
    assertThat(bench.phase()).isEqualTo(SpoolRecord.Phase.RUNNING);
  }

  @Test
  void endsAJobWhoseClaimCannotBeWrittenDown() throws Exception {
    Files.writeString(folder.toRealPath().resolve("agent"), "in the way");
    bench.runClaimed();
    assertEnd(JobStatus.FAILED, FailureReason.STAGING_ERROR);
  }

  @Test
  void namesTheFileThatAFullStoreCouldNotTakeAndStoresItLater() throws Exception {
    script("head -c 2000000 /dev/zero > artifacts/big.bin");
    failPuts(ErrorCode.STORAGE_FULL, "no space left in the store");
    bench.runClaimed();
    assertEnd(JobStatus.FAILED, FailureReason.UPLOAD_ERROR);
    assertThat(bench.control.end().message())
        .contains("artifacts/big.bin: no space left in the store");
    assertThat(bench.control.log()).contains("c3 recover " + bench.control.job().id());
    assertThat(bench.pause.nanos()).isGreaterThan(Limits.STANDARD.storePatience().toNanos());
    assertThat(bench.phase()).isEqualTo(SpoolRecord.Phase.KEPT);

    bench.touched((call, file) -> {});
    bench.runSpooled();
    assertEnd(JobStatus.FAILED, FailureReason.UPLOAD_ERROR);
    assertThat(bench.kept()).containsExactly("artifacts/big.bin");
    assertThat(bench.spoolIsGone()).isTrue();
  }

  private void failPuts(ErrorCode code, String message) {
    bench.touched((call, file) -> {
      if (call.startsWith("put")) {
        throw new C3Exception(code, message);
      }
    });
  }

  @Test
  void keepsTheScriptsOwnEndWhenItsFilesCannotBeStored() throws Exception {
    script(WRITES + "exit 4");
    failPuts(ErrorCode.STORAGE_READ_ONLY, "read-only");
    bench.runClaimed();
    assertEnd(JobStatus.FAILED, FailureReason.SCRIPT_ERROR);
    assertThat(bench.control.end().message()).contains("exited with 4").contains("read-only");
    assertThat(bench.phase()).isEqualTo(SpoolRecord.Phase.KEPT);
  }

  @Test
  void givesUpAtOnceOnAFileThatCannotBeRead() throws Exception {
    bench.uploaders =
        spool ->
            (session, roots, progress) -> {
              throw new UploadFailed(
                  ErrorCode.INVALID, Optional.of(EntryPath.of("artifacts/a")), "it cannot be read");
            };
    bench.runClaimed();
    assertEnd(JobStatus.FAILED, FailureReason.UPLOAD_ERROR);
    assertThat(bench.control.end().message()).contains("artifacts/a: it cannot be read");
    assertThat(bench.pause.nanos()).isZero();
  }

  @Test
  void keepsTheFilesWhenNoServerAnswersForTooLong() throws Exception {
    failOpens(Integer.MAX_VALUE, ErrorCode.UNAVAILABLE);
    bench.runClaimed();
    assertEnd(JobStatus.FAILED, FailureReason.UPLOAD_ERROR);
    assertThat(bench.pause.nanos()).isGreaterThan(Limits.STANDARD.uploadPatience().toNanos());
    assertThat(bench.spool().work().resolve("artifacts/a")).hasContent("kept");
  }

  @Test
  void storesWhatIsThereWhenTheServerComesBack() throws Exception {
    failOpens(20, ErrorCode.UNAVAILABLE);
    bench.runClaimed();
    assertEnd(JobStatus.SUCCEEDED);
  }

  @Test
  void countsNoTimeInWhichTheServerWasThere() throws Exception {
    Function<Path, Uploader> real = bench.uploaders;
    AtomicInteger failures = new AtomicInteger(3);
    bench.uploaders =
        spool ->
            (session, roots, progress) -> {
              bench.pause.pass(Limits.STANDARD.uploadPatience());
              if (failures.getAndDecrement() > 0) {
                throw new C3Exception(ErrorCode.UNAVAILABLE, "for a moment");
              }
              return real.apply(spool).upload(session, roots, progress);
            };
    bench.runClaimed();
    assertEnd(JobStatus.SUCCEEDED);
  }

  private void failOpens(int times, ErrorCode code) {
    AtomicInteger left = new AtomicInteger(times);
    bench.touched((call, file) -> {
      if (call.equals("open") && left.getAndDecrement() > 0) {
        throw new C3Exception(code, "the test says so");
      }
    });
  }

  @Test
  void opensASessionAnewThatHasEnded() throws Exception {
    AtomicInteger left = new AtomicInteger(2);
    bench.touched((call, file) -> {
      if (call.startsWith("put") && left.getAndDecrement() > 0) {
        throw new C3Exception(ErrorCode.SESSION_CLOSED, "the session has ended");
      }
    });
    bench.runClaimed();
    assertEnd(JobStatus.SUCCEEDED);
    String key = bench.control.job().id() + ":1:";
    assertThat(bench.memory.held(key + 0)).isEmpty();
    assertThat(bench.memory.held(key + 2)).isNotEmpty();
  }

  @Test
  void uploadsAgainWhatTheStoreLost() throws Exception {
    bench.control.loseCommits(2);
    bench.runClaimed();
    assertEnd(JobStatus.SUCCEEDED);
    assertThat(bench.control.times("finish")).isEqualTo(3);
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void givesUpOnAStoreThatLosesEverything() throws Exception {
    bench.control.loseCommits(Integer.MAX_VALUE);
    bench.runClaimed();
    assertEnd(JobStatus.FAILED, FailureReason.UPLOAD_ERROR);
    assertThat(bench.phase()).isEqualTo(SpoolRecord.Phase.KEPT);
  }

  @Test
  void uploadsAgainWhenTheSessionEndsBeforeTheCommit() throws Exception {
    bench.control.failing("finish", 1, ErrorCode.SESSION_CLOSED);
    bench.runClaimed();
    assertEnd(JobStatus.SUCCEEDED);
    assertThat(bench.kept()).containsExactly("artifacts/a");
  }

  @Test
  void reportsUntilTheServerAnswers() throws Exception {
    bench.control.failing("finish", 1_000, ErrorCode.UNAVAILABLE);
    bench.runClaimed();
    assertEnd(JobStatus.SUCCEEDED);
  }

  @Test
  void dropsAClaimThatIsAnothersByNow() throws Exception {
    Job claimed = bench.control.job();
    bench.control.job(claimed.takenBack(Instant.EPOCH));
    new JobRun(bench.tools(), claimed.lease()).runClaimed(claimed);
    assertThat(bench.control.calls()).containsExactly("STAGING");
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void keepsTheFilesOfAScriptThatRanUnderALeaseThatIsAnothers() throws Exception {
    script(WRITES_AND_STAYS);
    JobRun run = bench.run();
    whenUp(run::drop);
    run.runClaimed(bench.control.job());
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
    run.runClaimed(bench.control.job());
    assertEnd(JobStatus.FAILED, FailureReason.AGENT_LOST);
    assertThat(bench.kept()).containsExactly("artifacts/a");
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void attachesInASessionOfItsOwnWhenTheJobEndsDuringTheUpload() throws Exception {
    bench.touched((call, file) -> {
      if (call.startsWith("put") && !bench.control.job().status().isEnd()) {
        bench.control.endElsewhere(lost());
      }
    });
    bench.runClaimed();
    assertEnd(JobStatus.FAILED, FailureReason.AGENT_LOST);
    assertThat(bench.kept()).containsExactly("artifacts/a");
    assertThat(bench.control.calls()).endsWith("finish", "attach");
  }

  private static JobEnd lost() {
    return JobEnd.failed(FailureReason.AGENT_LOST, OptionalInt.empty(), "gone");
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
