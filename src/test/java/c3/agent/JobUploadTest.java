package c3.agent;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.FailureReason;
import c3.model.JobEnd;
import c3.model.JobStatus;
import c3.model.Limits;
import c3.transfer.UploadFailed;
import c3.transfer.Uploader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a job's files when storing them meets trouble.
class JobUploadTest {
  private static final String WRITES = "echo kept > artifacts/a; ";

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
  void namesTheFileThatAFullStoreCouldNotTakeAndStoresItLater() throws Exception {
    script("head -c 2000000 /dev/zero > artifacts/big.bin");
    failPuts(ErrorCode.STORAGE_FULL, "no space left in the store");
    bench.runClaimed();
    bench.assertEnd(JobStatus.FAILED, FailureReason.UPLOAD_ERROR);
    assertThat(bench.control.end().message())
        .contains("artifacts/big.bin: no space left in the store");
    assertThat(bench.control.log()).contains("c3 recover " + bench.control.job().id());
    assertThat(bench.pause.nanos()).isGreaterThan(Limits.STANDARD.storePatience().toNanos());
    assertThat(bench.phase()).isEqualTo(SpoolRecord.Phase.KEPT);

    bench.touched((call, file) -> {});
    bench.runSpooled();
    bench.assertEnd(JobStatus.FAILED, FailureReason.UPLOAD_ERROR);
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
    bench.assertEnd(JobStatus.FAILED, FailureReason.SCRIPT_ERROR);
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
    bench.assertEnd(JobStatus.FAILED, FailureReason.UPLOAD_ERROR);
    assertThat(bench.control.end().message()).contains("artifacts/a: it cannot be read");
    assertThat(bench.pause.nanos()).isZero();
  }

  @Test
  void keepsTheFilesWhenNoServerAnswersForTooLong() throws Exception {
    failOpens(Integer.MAX_VALUE, ErrorCode.UNAVAILABLE);
    bench.runClaimed();
    bench.assertEnd(JobStatus.FAILED, FailureReason.UPLOAD_ERROR);
    assertThat(bench.pause.nanos()).isGreaterThan(Limits.STANDARD.uploadPatience().toNanos());
    assertThat(bench.spool().work().resolve("artifacts/a")).hasContent("kept");
  }

  @Test
  void keepsTheFilesWhenNoServerHearsForTooLongThatTheScriptHasEnded() throws Exception {
    Duration patience = Limits.STANDARD.uploadPatience();
    bench.control.touched(call -> {
      boolean away = bench.pause.nanos() < patience.multipliedBy(2).toNanos();
      if (away && (call.equals("UPLOADING") || call.equals("finish"))) {
        throw new C3Exception(ErrorCode.UNAVAILABLE, "no server answers");
      }
    });
    bench.runClaimed();
    bench.assertEnd(JobStatus.FAILED, FailureReason.UPLOAD_ERROR);
    assertThat(bench.control.end().message())
        .contains("no server answers", "kept on this machine: artifacts/a");
    assertThat(bench.control.log()).contains("c3 recover " + bench.control.job().id());
    assertThat(bench.phase()).isEqualTo(SpoolRecord.Phase.KEPT);

    bench.runSpooled();
    assertThat(bench.kept()).containsExactly("artifacts/a");
  }

  /// Or a job whose script exited 0 would be lost with its agent, once there is a server again.
  @Test
  void isNotOverForTheNextAgentBeforeTheServerKnows() throws Exception {
    failPuts(ErrorCode.STORAGE_FULL, "full");
    List<SpoolRecord.Phase> phases = new ArrayList<>();
    bench.control.touched(call -> {
      if (call.equals("finish")) {
        phases.add(bench.phase());
      }
    });
    bench.runClaimed();
    assertThat(phases).containsExactly(SpoolRecord.Phase.ENDED);
    assertThat(bench.phase()).isEqualTo(SpoolRecord.Phase.KEPT);
  }

  @Test
  void storesWhatIsThereWhenTheServerComesBack() throws Exception {
    failOpens(20, ErrorCode.UNAVAILABLE);
    bench.runClaimed();
    bench.assertEnd(JobStatus.SUCCEEDED);
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
    bench.assertEnd(JobStatus.SUCCEEDED);
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
    bench.assertEnd(JobStatus.SUCCEEDED);
    String key = bench.control.job().id() + ":1:";
    assertThat(bench.memory.held(key + 0)).isEmpty();
    assertThat(bench.memory.held(key + 2)).isNotEmpty();
  }

  @Test
  void uploadsAgainWhatTheStoreLost() throws Exception {
    bench.control.loseCommits(2);
    bench.runClaimed();
    bench.assertEnd(JobStatus.SUCCEEDED);
    assertThat(bench.control.times("finish")).isEqualTo(3);
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void givesUpOnAStoreThatLosesEverything() throws Exception {
    bench.control.loseCommits(Integer.MAX_VALUE);
    bench.runClaimed();
    bench.assertEnd(JobStatus.FAILED, FailureReason.UPLOAD_ERROR);
    assertThat(bench.phase()).isEqualTo(SpoolRecord.Phase.KEPT);
  }

  @Test
  void uploadsAgainWhenTheSessionEndsBeforeTheCommit() throws Exception {
    bench.control.failing("finish", 1, ErrorCode.SESSION_CLOSED);
    bench.runClaimed();
    bench.assertEnd(JobStatus.SUCCEEDED);
    assertThat(bench.kept()).containsExactly("artifacts/a");
  }

  @Test
  void attachesInASessionOfItsOwnWhenTheJobEndsDuringTheUpload() throws Exception {
    bench.touched((call, file) -> {
      if (call.startsWith("put") && !bench.control.job().status().isEnd()) {
        bench.control.endElsewhere(JobEnd.failed(FailureReason.AGENT_LOST, "gone"));
      }
    });
    bench.runClaimed();
    bench.assertEnd(JobStatus.FAILED, FailureReason.AGENT_LOST);
    assertThat(bench.kept()).containsExactly("artifacts/a");
    assertThat(bench.control.calls()).endsWith("finish", "attach");
  }
}
