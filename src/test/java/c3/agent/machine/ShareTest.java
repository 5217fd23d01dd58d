package c3.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import c3.agent.sandbox.NoSandbox;
import c3.agent.sandbox.SandboxView;
import c3.agent.script.RunningScript;
import c3.agent.script.ScriptCommand;
import c3.agent.script.ScriptEnd;
import c3.agent.script.ScriptRunner;
import c3.agent.script.Tools;
import c3.model.C3Exception;
import c3.model.Job;
import c3.model.JobBounds;
import c3.model.JobSpec.Placement;
import c3.wire.codec.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What jobs get of this machine, held to it by its own kernel where that may be asked.
class ShareTest {
  private static final Tools TOOLS = Tools.on("/usr/bin:/bin");
  private static final Duration DRAIN_TIME = Duration.ofMillis(200);
  private static final JobBounds MEMORY =
      new JobBounds(OptionalInt.empty(), OptionalLong.of(48_000_000), OptionalInt.empty());

  @TempDir Path folder;
  private Path work = Path.of("");

  @BeforeEach
  void begin() throws IOException {
    work = Files.createDirectories(folder.toRealPath().resolve("work"));
  }

  @AfterEach
  void end() throws IOException, InterruptedException {
    // Where nothing can be made, the next opening still sweeps what there was.
    Cgroups.open(folder.resolve("nowhere"), name(), folder.resolve("ledger"));
  }

  private static String name() {
    return "c3-test-" + ProcessHandle.current().pid();
  }

  private Cgroups cgroups() throws IOException, InterruptedException {
    return Cgroups.open(Path.of("/"), name(), folder.resolve("ledger"));
  }

  private SharedMachine machine(Cgroups cgroups, String... gpus) throws IOException {
    Path root = folder.resolve("root");
    Files.createDirectories(root.resolve("proc/driver/nvidia"));
    Files.writeString(root.resolve("proc/meminfo"), "MemTotal: 8000000 kB\n");
    return SharedMachine.of(
        new MachineProbe(
            root, 2, new GpuProbe(root, () -> Optional.of(List.of(gpus)), Optional.empty())),
        cgroups);
  }

  private static Job job(JobBounds bounds) {
    Job sample = Samples.job();
    Placement placement = sample.spec().placement().within(bounds);
    return Job.submitted(
        sample.id(),
        sample.spec().at(placement),
        Samples.MANIFEST,
        List.of(),
        sample.times().submitted());
  }

  private static JobBounds gpus(int count) {
    return new JobBounds(OptionalInt.empty(), OptionalLong.empty(), OptionalInt.of(count));
  }

  private ScriptEnd run(Share share, String script) throws IOException, InterruptedException {
    ScriptCommand command =
        new ScriptCommand(
            List.of("bash", "-c", script), work, Map.of("PATH", "/usr/bin:/bin"), Map.of());
    NoSandbox sandbox = new NoSandbox(TOOLS);
    try (ScriptRunner runner =
        new ScriptRunner(TOOLS, Thread.ofPlatform().daemon()::unstarted, DRAIN_TIME)) {
      RunningScript running =
          runner.start(
              () -> sandbox.wrap(command, new SandboxView(work, List.of(), List.of())),
              share,
              bytes -> bytes.position(bytes.limit()));
      return running.await();
    }
  }

  @Test
  void killsAScriptThatTakesMoreMemoryThanItMayAndSaysSo() throws Exception {
    Cgroups cgroups = cgroups();
    assumeThat(cgroups.bounding().memory()).as("a cgroup that bounds memory").isTrue();
    Share share = machine(cgroups).share(job(MEMORY));

    ScriptEnd end =
        run(share, "head -c 200000000 /dev/zero | tail | wc -c; sleep 60; touch survived");

    assertThat(end)
        .isEqualTo(
            new ScriptEnd.OverLimit(
                "killed: it went over its memory limit of 48.0 MB (hardware `small`)", 0));
    assertThat(work.resolve("survived")).doesNotExist();
    assertThat(share.doors())
        .isNotEmpty()
        .allSatisfy(door -> assertThat(door.getParent()).doesNotExist());
  }

  @Test
  void leavesAScriptWithinItsBoundsAlone() throws Exception {
    Cgroups cgroups = cgroups();
    assumeThat(cgroups.bounding().memory()).as("a cgroup that bounds memory").isTrue();
    Share share = machine(cgroups).share(job(MEMORY));

    assertThat(run(share, "head -c 200000000 /dev/zero >file; exit 3"))
        .isEqualTo(new ScriptEnd.Exited(3, false, 0));
  }

  @Test
  void killsWhatLeftTheSessionAndForgotWhoseItIs() throws Exception {
    Cgroups cgroups = cgroups();
    assumeThat(cgroups.bounding().memory()).as("a cgroup that bounds memory").isTrue();
    Share share = machine(cgroups).share(job(MEMORY));

    run(share, "env -i setsid sleep 600 >/dev/null 2>&1 & echo $! >pid; sleep 0.3");

    Path process = Path.of("/proc", Files.readString(work.resolve("pid")).strip());
    // Dead at least, if nobody has waited for it yet.
    assertThat(!Files.exists(process) || Files.readString(process.resolve("stat")).contains(") Z "))
        .isTrue();
  }

  @Test
  void sweepsTheProcessesThatAKilledAgentLeft() throws Exception {
    Cgroups cgroups = cgroups();
    assumeThat(cgroups.bounding().memory()).as("a cgroup that bounds memory").isTrue();
    Path door = machine(cgroups).share(job(MEMORY)).doors().getFirst();
    Process left =
        new ProcessBuilder("bash", "-c", "echo $$ >'" + door + "'; echo in; exec sleep 600")
            .start();
    assertThat(left.inputReader().readLine()).isEqualTo("in");

    cgroups();

    assertThat(left.waitFor()).isEqualTo(ScriptEnd.OverLimit.EXIT_CODE);
    assertThat(door.getParent()).doesNotExist();
  }

  @Test
  void givesEachJobGpusOfItsOwn() throws Exception {
    SharedMachine machine = machine(NoCgroups.in(folder), "0, A, 1", "1, A, 1", "2, A, 1");

    Share one = machine.share(job(gpus(2)));
    Share other = machine.share(job(gpus(1)));

    assertThat(one.environment())
        .containsOnly(
            Map.entry("CUDA_VISIBLE_DEVICES", "0,1"), Map.entry("CUDA_DEVICE_ORDER", "PCI_BUS_ID"));
    assertThat(other.environment()).containsEntry("CUDA_VISIBLE_DEVICES", "2");
    assertThatThrownBy(() -> machine.share(job(gpus(1))))
        .isInstanceOf(C3Exception.class)
        .hasMessage("other jobs have this machine's GPUs");
    one.end();
    one.end();
    assertThat(machine.share(job(gpus(1))).environment())
        .containsEntry("CUDA_VISIBLE_DEVICES", "0");
  }

  @Test
  void hidesTheGpusFromAJobThatAsksForNoneAndLeavesThemWhereNothingIsSaid() throws Exception {
    SharedMachine machine = machine(NoCgroups.in(folder), "0, A, 1");

    assertThat(machine.share(job(gpus(0))).environment()).containsEntry("CUDA_VISIBLE_DEVICES", "");
    assertThat(machine.share(job(JobBounds.NONE)).environment()).isEmpty();
  }

  @Test
  void refusesBoundsThatItCannotKeep() throws Exception {
    assertThatThrownBy(() -> machine(NoCgroups.in(folder)).share(job(MEMORY)))
        .isInstanceOf(C3Exception.class)
        .hasMessageContaining("hardware `small` bounds memory, which the machine cannot");
  }
}
