package c3.agent;

import c3.agent.script.Tools;
import c3.collect.FileCollector;
import c3.model.JobId;
import c3.model.Lease;
import c3.model.Limits;
import c3.store.BlobStore;
import c3.transfer.Threads;
import c3.transfer.TreeDownloader;
import c3.transfer.Uploader;
import c3.transfer.upload.StoreUploader;
import c3.transfer.upload.UploadSettings;
import c3.wire.AgentControl;
import c3.wire.retry.Pause;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/// What every job of an agent works with.
///
/// @param control the server, asked until it answers
/// @param python makes the environments of jobs that want one
/// @param images finds the images of jobs that name one
/// @param uploaders makes an uploader that uses a directory of the job's spool
record AgentTools(
    AgentSettings settings,
    AgentControl control,
    Staging staging,
    Scripts scripts,
    PythonEnvironments python,
    Images images,
    Function<Path, Uploader> uploaders,
    Pause pacing) {
  /// Wires them.
  static AgentTools of(
      AgentSettings settings,
      Agent.Server server,
      Agent.Machine machine,
      Agent.Resources resources) {
    BlobStore blobs = server.blobs();
    Limits limits = settings.limits();
    Threads threads = resources.threads();
    Pause pause = resources.pause();
    MountTrees trees =
        new MountTrees(
            settings.directory().resolve("trees"),
            blobs,
            TreeDownloader.forMounts(blobs, limits, threads),
            resources.clock());
    Staging staging =
        new Staging(
            new Staging.Sources(blobs, TreeDownloader.forPeople(blobs, limits, threads)),
            trees,
            machine.sandbox().mounts(),
            limits,
            pause);
    Tools programs = Tools.on(settings.environment().getOrDefault("PATH", ""));
    Images images = new Images(machine.runner(), programs, settings.environment());
    Scripts scripts =
        new ContainerScripts(
            new SandboxedScripts(machine.runner(), machine.sandbox(), machine.shared(), settings),
            images,
            machine.runner(),
            machine.shared());
    return new AgentTools(
        settings,
        new PatientAgentControl(server.control(), limits.uploadPatience(), pause),
        staging,
        scripts,
        new PythonEnvironments(
            scripts,
            settings.directory().resolve("environments"),
            programs,
            machine.sandbox().mounts(),
            resources.clock()),
        images,
        spool ->
            new StoreUploader(
                blobs,
                new FileCollector(),
                limits,
                new UploadSettings(spool, resources.names(), UploadSettings.Owner.C3, threads)),
        pause);
  }

  Limits limits() {
    return settings.limits();
  }

  /// Where spools lie.
  Path jobs() {
    return settings.directory().resolve("jobs");
  }

  Spool spool(JobId job) {
    return Spool.of(jobs(), job);
  }

  JobLog openLog(Spool spool, Lease lease) throws IOException {
    return JobLog.open(spool.log(), limits(), lease, control, pacing);
  }

  Uploader uploader(Spool spool) {
    return uploaders.apply(spool.upload());
  }
}
