package c3.agent;

import c3.agent.machine.Share;
import c3.agent.machine.SharedMachine;
import c3.agent.sandbox.Sandbox;
import c3.agent.sandbox.SandboxMount;
import c3.agent.sandbox.SandboxView;
import c3.agent.script.Launch;
import c3.agent.script.OutputSink;
import c3.agent.script.RunningScript;
import c3.agent.script.ScriptCommand;
import c3.agent.script.ScriptRunner;
import c3.model.HardwareProfile;
import c3.model.Job;
import c3.model.JobSpec;
import c3.posix.FileNames;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Starts scripts in the sandbox that the machine allows, with the user's own environment and what
/// c3 promises beside it.
final class SandboxedScripts implements Scripts {
  private final ScriptRunner runner;
  private final Sandbox sandbox;
  private final SharedMachine machine;
  private final AgentSettings settings;

  SandboxedScripts(
      ScriptRunner runner, Sandbox sandbox, SharedMachine machine, AgentSettings settings) {
    this.runner = runner;
    this.sandbox = sandbox;
    this.machine = machine;
    this.settings = settings;
  }

  @Override
  public RunningScript start(StagedJob staged, Step step, OutputSink output) throws IOException {
    try {
      return start(staged, step, machine.share(staged.job()), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the agent is being ended");
    }
  }

  private RunningScript start(StagedJob staged, Step step, Share share, OutputSink output)
      throws IOException, InterruptedException {
    try {
      return runner.start(launch(staged, step, share), share, output);
    } catch (IOException | InterruptedException | RuntimeException e) {
      share.end();
      throw e;
    }
  }

  private Launch launch(StagedJob staged, Step step, Share share) throws IOException {
    Map<String, String> environment = environment(staged);
    environment.putAll(step.environment());
    environment.putAll(share.environment());
    ScriptCommand command =
        new ScriptCommand(step.command(), step.directory(), environment, paths(staged));
    List<SandboxMount> mounts =
        staged.mounts().stream()
            .map(mount -> new SandboxMount(mount.tree().path(), mount.target()))
            .toList();
    return sandbox.wrap(
        command, new SandboxView(staged.work(), mounts, List.of(settings.hidden())));
  }

  private Map<String, String> environment(StagedJob staged) {
    Job job = staged.job();
    JobSpec spec = job.spec();
    Map<String, String> environment = new HashMap<>(settings.environment());
    environment.putAll(spec.environment());
    String profile = spec.placement().hardware().orElse(HardwareProfile.DEFAULT);
    environment.put("C3_JOB_ID", job.id().text());
    environment.put("C3_PROJECT", spec.project().text());
    environment.put("C3_HARDWARE_PROFILE", profile);
    environment.put("C3_GPU_PROFILE", profile);
    staged.virtualEnvironment().ifPresent(folder -> activate(folder, environment));
    return environment;
  }

  /// As `activate` does; and `uv run` takes what is there, for it may not be able to change it.
  private static void activate(Path folder, Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("PATH", folder.resolve("bin") + ":" + path);
    environment.put("VIRTUAL_ENV", folder.toString());
    environment.put("UV_NO_SYNC", "1");
    environment.remove("PYTHONHOME");
  }

  private static Map<String, Path> paths(StagedJob staged) {
    Path artifacts =
        FileNames.resolve(
            staged.work(), staged.job().spec().outputs().getFirst().directory().bytes());
    return Map.of("C3_ARTIFACTS_DIR", artifacts, "C3_JOB_WORKDIR", staged.work());
  }
}
