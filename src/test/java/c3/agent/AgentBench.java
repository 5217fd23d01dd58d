package c3.agent;

import static org.assertj.core.api.Assertions.assertThat;

import c3.agent.container.FakeEngine;
import c3.agent.script.ScriptRunner;
import c3.model.AgentName;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobId;
import c3.model.JobInput;
import c3.model.JobSpec;
import c3.model.JobStatus;
import c3.model.Limits;
import c3.model.ManifestSummary;
import c3.model.ProjectName;
import c3.model.Software;
import c3.store.MemoryBlobStore;
import c3.store.TouchedBlobStore;
import c3.transfer.Uploader;
import c3.transfer.Uploads;
import c3.wire.retry.FakePause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/// An agent's surroundings for a test: real scripts and directories, a store and a control plane on
/// the heap, and a clock that nobody waits for.
final class AgentBench implements AutoCloseable {

  final Path folder;
  final MemoryBlobStore memory = new MemoryBlobStore(Limits.STANDARD);
  final FakePause pause = new FakePause();
  final ScriptRunner runner = AgentKit.scripts();
  private volatile TouchedBlobStore.Touch touch = (call, file) -> {};
  final TouchedBlobStore blobs =
      new TouchedBlobStore(memory, (call, file) -> touch.before(call, file));
  FakeAgentControl control;
  Optional<Scripts> scripts = Optional.empty();
  private final AgentKit kit;
  Function<Path, Uploader> uploaders;

  AgentBench(Path folder, String script) throws IOException {
    this.folder = folder.toRealPath();
    this.kit = new AgentKit(this.folder, pause, runner, blobs);
    this.uploaders = spool -> kit.uploader(spool, Thread.ofPlatform().daemon().factory());
    this.control = new FakeAgentControl(claimed(script, Optional.empty(), List.of()));
  }

  /// The store hears this before each call.
  void touched(TouchedBlobStore.Touch by) {
    touch = by;
  }

  /// Gives the machine a container engine.
  FakeEngine engine() throws IOException {
    return new FakeEngine(kit.engine(), "podman");
  }

  Job claimed(String script, Optional<Duration> limit, List<JobInput> inputs) throws IOException {
    return claimed(script, limit, inputs, Optional.empty());
  }

  /// A job that names an image.
  Job claimedIn(String image, String script) throws IOException {
    return claimed(
        script, Optional.empty(), List.of(), Optional.of(new Software.Container(image, false)));
  }

  /// What runs a script and keeps its artifacts.
  static JobSpec spec(String script, Optional<Duration> limit, Optional<Software> software) {
    return new JobSpec(
        new ProjectName("test"),
        Optional.empty(),
        List.of("bash", "-c", script),
        EntryPath.ROOT,
        List.of(new JobSpec.Output(EntryPath.of("artifacts"), EntryPath.of("artifacts"))),
        List.of(),
        limit,
        Map.of("PATH", "/usr/bin:/bin"),
        JobSpec.Placement.ANYWHERE,
        software);
  }

  private Job claimed(
      String script, Optional<Duration> limit, List<JobInput> inputs, Optional<Software> software)
      throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    Files.writeString(source.resolve("input.txt"), "input\n");
    JobSpec spec = spec(script, limit, software);
    // No other process of the machine carries this id.
    JobId id = JobId.create(Instant.ofEpochMilli(1_795_000_000_000L), new SplittableRandom());
    return Job.submitted(id, spec, stored(source), inputs, Instant.EPOCH)
        .claimed(new AgentName("local"));
  }

  ManifestSummary stored(Path directory) throws IOException {
    return new Uploads(memory, folder.resolve("spool")).upload(directory).manifest();
  }

  AgentTools tools() {
    return kit.tools(control, scripts, uploaders);
  }

  JobRun run() {
    return new JobRun(tools(), control.job());
  }

  /// Runs the job from its claim to its end.
  void runClaimed() throws InterruptedException {
    run().runClaimed();
  }

  /// Goes on with the spool, as `c3 recover` and the next agent do.
  void runSpooled() throws IOException, InterruptedException {
    run().runSpooled(spool().read().orElseThrow());
  }

  Spool spool() {
    return tools().spool(control.job().id());
  }

  boolean spoolIsGone() {
    return !Files.exists(spool().directory());
  }

  SpoolRecord.Phase phase() throws IOException {
    return spool().read().orElseThrow().phase();
  }

  /// The paths of what the job left.
  List<String> kept() throws IOException {
    List<Entry> entries =
        new Uploads(memory, folder.resolve("spool"))
            .entries(control.job().artifacts().orElseThrow());
    List<String> paths = new ArrayList<>();
    entries.forEach(entry -> paths.add(entry.path().toString()));
    return paths;
  }

  /// The job has ended so, for this reason if it failed.
  void assertEnd(JobStatus status, FailureReason... reason) {
    assertThat(control.job().status()).isEqualTo(status);
    assertThat(control.end().reason().stream()).containsExactly(reason);
  }

  @Override
  public void close() {
    runner.close();
  }
}
