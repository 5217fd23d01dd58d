package c3.agent;

import c3.agent.machine.Share;
import c3.agent.machine.SharedMachine;
import c3.agent.sandbox.Sandbox;
import c3.agent.script.Launch;
import c3.agent.script.OutputSink;
import c3.agent.script.RunningScript;
import c3.agent.script.ScriptCommand;
import c3.agent.script.ScriptRunner;
import java.io.IOException;
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
      Share share = machine.share(staged.job());
      return runner.start(() -> launch(staged, step, share), share, output);
    } catch (InterruptedException e) {
      throw AgentEnding.noticed();
    }
  }

  private Launch launch(StagedJob staged, Step step, Share share) throws IOException {
    Map<String, String> environment = new HashMap<>(settings.environment());
    environment.putAll(JobVariables.of(staged.job()));
    staged.virtualEnvironment().ifPresent(folder -> activate(folder, environment));
    environment.putAll(step.environment());
    environment.putAll(share.environment());
    ScriptCommand command =
        new ScriptCommand(
            step.command(), step.directory(), environment, JobVariables.paths(staged));
    return sandbox.wrap(command, staged.view(List.of(settings.hidden())));
  }

  /// As `activate` does; and `uv run` takes what is there, for it may not be able to change it.
  private static void activate(Path folder, Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("PATH", folder.resolve("bin") + ":" + path);
    environment.put("VIRTUAL_ENV", folder.toString());
    environment.put("UV_NO_SYNC", "1");
    environment.remove("PYTHONHOME");
  }
}
