package c3.agent.sandbox;

import c3.agent.script.RunningScript;
import c3.agent.script.ScriptCommand;
import c3.agent.script.ScriptEnd;
import c3.agent.script.ScriptEnd.Exited;
import c3.agent.script.ScriptEnd.NotStarted;
import c3.agent.script.ScriptEnd.OverLimit;
import c3.agent.script.ScriptRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds out, once when an agent starts, which sandbox this machine allows, by running a small job
/// in each until one keeps its promises: a container or a distribution may forbid namespaces in
/// more ways than can be asked for.
public final class SandboxProbe {
  private static final int KEPT = 42;
  private static final String SCRIPT =
      """
      [ "$$" != 1 ] && [ "$(cat "$1/file")" = seen ] && [ ! -e "$2" ] && echo written >written || exit 1
      { echo x >"$1/file"; } 2>/dev/null && exit 2
      exit 42
      """;

  private final ScriptRunner runner;
  private final Path scratch;
  private final Duration limit;

  /// @param runner starts the small jobs
  /// @param scratch an empty directory of this probe's own; what lies in it afterwards is of no use
  /// @param limit how long a job may take before its sandbox is passed over
  public SandboxProbe(ScriptRunner runner, Path scratch, Duration limit) {
    this.runner = runner;
    this.scratch = scratch;
    this.limit = limit;
  }

  /// What was found.
  ///
  /// @param sandbox the one to use
  /// @param passedOver those that were tried before it, and why each was not taken: for the log
  public record Choice(Sandbox sandbox, List<String> passedOver) {
    public Choice {
      passedOver = List.copyOf(passedOver);
    }
  }

  /// Chooses the first that works, or else the one that needs nothing from the machine.
  public Choice choose(List<Sandbox> candidates, Sandbox otherwise)
      throws IOException, InterruptedException {
    List<String> passedOver = new ArrayList<>();
    for (Sandbox candidate : candidates) {
      Optional<String> objection = objection(candidate);
      if (objection.isEmpty()) {
        return new Choice(candidate, passedOver);
      }
      passedOver.add(candidate.name() + ": " + objection.get());
    }
    return new Choice(otherwise, passedOver);
  }

  /// Why this sandbox cannot be used here; empty when it can.
  public Optional<String> objection(Sandbox sandbox) throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(scratch, "probe");
    Path workspace = Files.createDirectories(own.resolve("home/work"));
    Path secret = Files.createFile(own.resolve("home/secret"));
    Path tree = Files.createDirectory(own.resolve("tree"));
    Files.writeString(tree.resolve("file"), "seen\n");
    // A folder that no machine has, so that nothing may be created for it.
    Path target = Path.of("/c3-" + own.getFileName(), "in");
    ScriptCommand command =
        new ScriptCommand(
            List.of("bash", "-c", SCRIPT, "c3", target.toString(), secret.toString()),
            workspace,
            Map.of("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"),
            Map.of());
    SandboxView view =
        new SandboxView(
            workspace, List.of(new SandboxMount(tree, target)), List.of(own.resolve("home")));
    try {
      Optional<String> objection = run(sandbox, command, view);
      if (objection.isEmpty() && !Files.exists(workspace.resolve("written"))) {
        return Optional.of("what the job wrote is lost");
      }
      return objection;
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> run(Sandbox sandbox, ScriptCommand command, SandboxView view)
      throws IOException, InterruptedException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    RunningScript script =
        runner.start(
            sandbox.wrap(command, view),
            bytes -> {
              while (bytes.hasRemaining()) {
                output.write(bytes.get());
              }
            });
    Optional<ScriptEnd> end = script.await(limit);
    if (end.isEmpty()) {
      script.stop(Duration.ZERO);
      return Optional.of("it took longer than " + limit.toSeconds() + " s");
    }
    return switch (end.get()) {
      case OverLimit(String message, long lost) -> Optional.of(message);
      case NotStarted(String message, boolean stopped) -> Optional.of(message);
      case Exited(int exitCode, boolean stopped, long lost) when exitCode == KEPT ->
          Optional.empty();
      case Exited(int exitCode, boolean stopped, long lost) ->
          Optional.of(
              "a probe in it ended with %d %s"
                  .formatted(exitCode, output.toString(StandardCharsets.UTF_8).strip()));
    };
  }
}
