package c3.agent;

import c3.agent.container.Engine;
import c3.agent.sandbox.NoSandbox;
import c3.agent.sandbox.SandboxView;
import c3.agent.script.JobProcesses;
import c3.agent.script.RunningScript;
import c3.agent.script.ScriptCommand;
import c3.agent.script.ScriptEnd;
import c3.agent.script.ScriptRunner;
import c3.agent.script.Tools;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Software;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The images that jobs run in: those that the machine's container engine has, or can pull.
final class Images {
  /// What an engine calls images that were made on the machine and lie nowhere else.
  private static final String LOCAL = "localhost/";

  private final ScriptRunner runner;
  private final Tools tools;
  private final Map<String, String> environment;

  /// @param environment the user's own
  Images(ScriptRunner runner, Tools tools, Map<String, String> environment) {
    this.runner = runner;
    this.tools = tools;
    this.environment = Map.copyOf(environment);
  }

  /// What runs containers, if the machine has it now.
  Optional<Engine> engine() {
    return Engine.find(environment);
  }

  /// What runs containers; throws `C3Exception` when the machine has nothing that does.
  Engine require() throws C3Exception {
    return engine()
        .orElseThrow(() ->
            new C3Exception(
                ErrorCode.UNAVAILABLE,
                "`docker.image` needs podman or docker, and this machine has neither"));
  }

  /// Sees to it that the engine has a job's image. Throws `C3Exception` when it cannot, or the job
  /// was stopped; what the engine printed is in the log.
  void prepare(StagedJob staged, Software.Container wanted, StopSwitch stop, JobLog log)
      throws IOException, InterruptedException {
    Engine engine = require();
    String image = wanted.image();
    Optional<String> lack = engine.lacks(image);
    if (lack.isEmpty()) {
      return;
    }
    if (image.startsWith(LOCAL)) {
      throw new C3Exception(
          ErrorCode.NOT_FOUND,
          "the image `%s` is not there, and names of localhost/ are not pulled; %s says: %s"
              .formatted(image, engine.kind().text(), lack.get()));
    }
    log.say("%s pull %s".formatted(engine.kind().text(), image));
    pull(engine, image, staged, stop, log);
  }

  private void pull(Engine engine, String image, StagedJob staged, StopSwitch stop, JobLog log)
      throws IOException, InterruptedException {
    Map<String, String> variables = new HashMap<>(engine.environment());
    variables.put(JobProcesses.MARK, staged.job().id().text());
    ScriptCommand command =
        new ScriptCommand(
            List.of(engine.program().toString(), "pull", image),
            staged.work(),
            variables,
            Map.of());
    LastLine said = new LastLine(log);
    RunningScript running =
        runner.start(
            new NoSandbox(tools)
                .wrap(command, new SandboxView(staged.work(), List.of(), List.of())),
            said);
    stop.running(running);
    ScriptEnd end = running.await();
    if (!(end instanceof ScriptEnd.Exited exited) || exited.exitCode() != 0) {
      String why = end instanceof ScriptEnd.NotStarted failed ? failed.message() : said.text();
      throw new C3Exception(
          ErrorCode.NOT_FOUND,
          "the image `%s` cannot be pulled; %s says: %s"
              .formatted(image, engine.kind().text(), why));
    }
  }
}
