package c3.agent;

import c3.agent.machine.GpuProbe;
import c3.agent.machine.MachineProbe;
import c3.agent.machine.NoCgroups;
import c3.agent.machine.SharedMachine;
import c3.agent.sandbox.NoSandbox;
import c3.agent.script.ScriptRunner;
import c3.agent.script.Tools;
import c3.collect.FileCollector;
import c3.model.AgentName;
import c3.model.Limits;
import c3.store.BlobStore;
import c3.transfer.Threads;
import c3.transfer.TreeDownloader;
import c3.transfer.Uploader;
import c3.transfer.upload.StoreUploader;
import c3.transfer.upload.UploadSettings;
import c3.wire.AgentControl;
import c3.wire.retry.FakePause;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/// The surroundings of an agent but for its server: a folder, real scripts, and a clock that nobody
/// waits for.
///
/// @param blobs the store that it reaches
record AgentKit(Path folder, FakePause pause, ScriptRunner runner, BlobStore blobs) {
  private static final Threads THREADS = new Threads(2, Thread.ofPlatform().daemon().factory());
  private static final Tools TOOLS = Tools.on("/usr/bin:/bin");

  /// Runs scripts; close it.
  static ScriptRunner scripts() {
    return new ScriptRunner(TOOLS, Thread.ofPlatform().daemon()::unstarted, Duration.ofMillis(200));
  }

  /// What an agent works with.
  ///
  /// @param scripts what runs scripts; the runner, without a sandbox, when nothing is said
  AgentTools tools(
      AgentControl control, Optional<Scripts> scripts, Function<Path, Uploader> uploaders) {
    AgentSettings settings =
        new AgentSettings(
            new AgentName("local"),
            2,
            folder.resolve("agent"),
            folder.resolve("hidden"),
            Map.of(),
            Limits.STANDARD);
    NoSandbox sandbox = new NoSandbox(TOOLS);
    MountTrees trees =
        new MountTrees(
            folder.resolve("trees"),
            blobs,
            TreeDownloader.forMounts(blobs, Limits.STANDARD, THREADS),
            InstantSource.system());
    Staging staging =
        new Staging(
            new Staging.Sources(blobs, TreeDownloader.forPeople(blobs, Limits.STANDARD, THREADS)),
            trees,
            sandbox.mounts(),
            Limits.STANDARD,
            pause);
    Images images = new Images(runner, TOOLS, Map.of("PATH", engine().toString()));
    Scripts running =
        scripts.orElseGet(() ->
            new ContainerScripts(
                new SandboxedScripts(runner, sandbox, machine(), settings),
                images,
                runner,
                machine()));
    return new AgentTools(
        settings,
        new PatientAgentControl(control, Limits.STANDARD.uploadPatience(), pause),
        staging,
        running,
        new PythonEnvironments(
            running,
            folder.resolve("environments"),
            new Tools(List.of()),
            sandbox.mounts(),
            InstantSource.system()),
        images,
        uploaders,
        pause);
  }

  /// Where a container engine would be looked for.
  Path engine() {
    return folder.resolve("engine");
  }

  private SharedMachine machine() {
    Path root = folder.resolve("nowhere");
    return SharedMachine.of(
        new MachineProbe(root, 2, new GpuProbe(root, Optional::empty, Optional.empty())),
        NoCgroups.in(folder));
  }

  /// What uploads, with these threads.
  Uploader uploader(Path spool, ThreadFactory threads) {
    return new StoreUploader(
        blobs,
        new FileCollector(),
        Limits.STANDARD,
        new UploadSettings(
            spool, UUID::randomUUID, UploadSettings.Owner.C3, new Threads(2, threads)));
  }
}
