package c3.agent;

import static org.assertj.core.api.Assertions.assertThat;

import c3.agent.container.FakeEngine;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobState;
import c3.model.JobStatus;
import c3.model.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an agent does for a job that names an image.
class ImageJobTest {
  private static final String LOCAL = "localhost/mine:1";
  private static final String REMOTE = "registry.example/theirs:1";
  private static final String WRITES = "echo kept > artifacts/a; echo up";

  @TempDir Path folder;
  @AutoClose private AgentBench bench;

  @BeforeEach
  void begin() throws IOException {
    bench = new AgentBench(folder, WRITES);
  }

  private void claimed(String image, String script) throws IOException {
    bench.control = new FakeAgentControl(bench.claimedIn(image, script));
  }

  private String container() {
    Lease lease = bench.control.job().lease();
    return "c3-" + lease.job() + "-" + lease.term();
  }

  private void assertNothingRan(String why) {
    bench.assertEnd(JobStatus.FAILED, FailureReason.STAGING_ERROR);
    assertThat(bench.control.end().message()).isEqualTo(why);
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void runsTheScriptInAContainerThatIsGoneAtTheEnd() throws Exception {
    FakeEngine engine = bench.engine();
    engine.has(LOCAL);
    claimed(LOCAL, WRITES + "; echo $C3_PROJECT; cp input.txt \"$C3_ARTIFACTS_DIR\"; exit 3");

    bench.runClaimed();

    bench.assertEnd(JobStatus.FAILED, FailureReason.SCRIPT_ERROR);
    assertThat(bench.control.end().exitCode()).hasValue(3);
    assertThat(bench.control.log()).isEqualTo("up\ntest\n");
    assertThat(bench.kept()).containsExactly("artifacts/a", "artifacts/input.txt");
    assertThat(engine.removed()).containsExactly(container());
  }

  @Test
  void pullsAnImageThatIsNotThere() throws Exception {
    bench.engine().canPull(REMOTE);
    claimed(REMOTE, WRITES);

    bench.runClaimed();

    bench.assertEnd(JobStatus.SUCCEEDED);
    assertThat(bench.control.log())
        .isEqualTo("c3: podman pull " + REMOTE + "\nTrying to pull " + REMOTE + "\nup\n");
  }

  @Test
  void endsWithWhatTheEngineSaidWhenAnImageCannotBePulled() throws Exception {
    bench.engine();
    claimed(REMOTE, WRITES);

    bench.runClaimed();

    assertNothingRan(
        "staging: the image `" + REMOTE + "` cannot be pulled; podman says: Error: no such host");
    assertThat(bench.control.log()).contains("Error: no such host\n");
  }

  @Test
  void pullsNothingThatIsOfThisMachineAlone() throws Exception {
    bench.engine().canPull(LOCAL);
    claimed(LOCAL, WRITES);

    bench.runClaimed();

    assertNothingRan(
        "staging: the image `localhost/mine:1` is not there, and names of localhost/ are not "
            + "pulled; podman says: Error: image not known");
  }

  @Test
  void saysThatThereIsNoEngine() throws Exception {
    claimed(LOCAL, WRITES);

    bench.runClaimed();

    assertNothingRan(
        "staging: `docker.image` needs podman or docker, and this machine has neither");
  }

  @Test
  void saysThatAContainerOfAKilledAgentMayStillWrite() throws Exception {
    claimed(LOCAL, WRITES);
    leftRunning();

    bench.runSpooled();

    bench.assertEnd(JobStatus.FAILED, FailureReason.AGENT_LOST);
    assertThat(bench.control.log()).contains("cannot be killed, and may still write\n");
  }

  /// What an agent leaves that is killed while the script runs.
  private void leftRunning() throws IOException {
    Job job = bench.control.job();
    bench.spool().save(new SpoolRecord(job, SpoolRecord.Phase.RUNNING, Optional.empty()));
    Path artifacts = Files.createDirectories(bench.spool().work().resolve("artifacts"));
    Files.writeString(artifacts.resolve("a"), "written");
    bench.control.job(job.advanced(new JobState.Running(), Instant.EPOCH));
  }

  @Test
  void removesTheContainerOfAKilledAgentBeforeItCollects() throws Exception {
    FakeEngine engine = bench.engine();
    claimed(LOCAL, WRITES);
    leftRunning();

    bench.runSpooled();

    bench.assertEnd(JobStatus.FAILED, FailureReason.AGENT_LOST);
    assertThat(bench.kept()).containsExactly("artifacts/a");
    assertThat(engine.removed()).containsExactly(container());
  }
}
