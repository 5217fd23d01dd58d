package c3.agent.container;

import c3.agent.sandbox.SandboxMount;
import c3.agent.sandbox.SandboxView;
import c3.agent.script.Containment;
import c3.agent.script.JobProcesses;
import c3.agent.script.Launch;
import c3.agent.script.ScriptCommand;
import c3.agent.script.StartMarker;
import c3.agent.script.Word;
import c3.model.JobBounds;
import c3.model.Software;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A container that a script is started in.
///
/// The script sees the workspace and the mounts at the paths that they have everywhere, the
/// machine's network and shared memory, and beside that the image. Its variables are the image's,
/// and over them the command's; those travel to the engine under other names, in its environment:
/// on its command line any user of the machine could read them, and under their own names they
/// would be the engine's as well. Only the one that marks the job's processes keeps its name.
///
/// The script runs as the user that the agent is, whatever the image says, so that the agent can
/// read and remove what it wrote. The image's entry point is not run: the first process is a shell
/// of the image that says that the script begins, and ends with its exit code. It makes stdout and
/// stderr one stream, since the engine would carry two, each in its own time.
///
/// @param name no other container's
/// @param bounds what the engine keeps it to
public record Container(Engine engine, String name, Software.Container software, JobBounds bounds) {
  private static final String VARIABLE = "c3__";

  /// An engine's own is too small for programs that pass data between processes.
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private static final int CPU_DIGITS = 1000;

  private static final String PID_ONE =
      """
      c3__marker="$1" c3__linger="$2"
      eval "$3"
      shift 3
      for c3__need in env "$1"; do
        command -v "$c3__need" >/dev/null && continue
        echo "the image has no \\`$c3__need\\`, which the script needs to begin"
        exit 127
      done
      shift
      printf %s "$c3__marker" || exit 125
      exec 2>/dev/null
      "$@" 2>&1
      c3__code=$?
      # Whoever looks whether a bound was exceeded needs the container for it.
      [ "$c3__code" != 137 ] || sleep "$c3__linger"
      exit "$c3__code"
      """;

  /// How long a container of a bounded job stays after its script was killed, in seconds.
  private static final String LINGER_SECONDS = "2";

  /// How to start this command in it so that it sees this; what is hidden is not there anyway.
  /// Reads who owns the workspace.
  public Launch wrap(ScriptCommand command, SandboxView view) throws IOException {
    List<Word> words = new ArrayList<>();
    words.add(Word.of(engine.program()));
    add(words, "run", "--rm", "--name", name, "--pull=never", "--log-driver", "none");
    // As every job: the machine's network, and as many processes as it likes.
    add(words, "--network", "host", "--pids-limit", "-1");
    // A file of the workspace stays its owner's, also where files are labelled.
    add(words, "--security-opt", "label=disable", "--user", user(engine, view.workspace()));
    // It is only ever told to end when it must.
    add(words, "--stop-timeout", "0");
    bounds
        .memoryBytes()
        .ifPresent(bytes -> add(words, "--memory", bytes + "b", "--memory-swap", bytes + "b"));
    bounds.milliCpus().ifPresent(milli -> add(words, "--cpus", cpus(milli)));
    if (software.cuda()) {
      add(words, engine.kind().gpus());
    }
    for (Path same : List.of(view.workspace(), SHARED_MEMORY)) {
      words.addAll(List.of(Word.of("--mount"), bind(same, same, "")));
    }
    for (SandboxMount mount : view.mounts()) {
      words.addAll(
          List.of(
              Word.of("--mount"),
              bind(mount.source(), view.workspace().resolve(mount.target()), ",readonly")));
    }
    words.addAll(List.of(Word.of("--workdir"), Word.of(command.directory())));
    Variables variables = Variables.of(command, engine);
    variables.names().forEach(name -> add(words, "--env", name));
    add(words, "--entrypoint", "sh", software.image(), "-c", PID_ONE, "c3", StartMarker.TEXT);
    add(words, bounds.memoryBytes().isPresent() ? LINGER_SECONDS : "0", variables.exports());
    add(words, command.command().getFirst());
    words.addAll(command.finalStep(Word.of("env")));
    return new Launch(words, variables.environment(), Containment.CONTAINER);
  }

  private static void add(List<Word> words, String... more) {
    Stream.of(more).map(Word::of).forEach(words::add);
  }

  private static String user(Engine engine, Path workspace) throws IOException {
    return engine.kind().mapsRoot()
        ? "0:0"
        : Files.getAttribute(workspace, "unix:uid")
            + ":"
            + Files.getAttribute(workspace, "unix:gid");
  }

  private static String cpus(int milli) {
    return "%d.%03d".formatted(milli / CPU_DIGITS, milli % CPU_DIGITS);
  }

  /// The option is a line of comma-separated values, whose quotes are doubled.
  private static Word bind(Path source, Path target, String more) {
    return new Word(
        "type=bind,\"source=%s\",\"target=%s\"%s"
            .formatted(doubled(Word.of(source)), doubled(Word.of(target)), more));
  }

  private static String doubled(Word path) {
    return path.escaped().replace("\"", "\"\"");
  }

  /// The variables of a script on their way.
  ///
  /// @param environment the engine's environment with them in it
  /// @param names what the container takes of that
  /// @param exports the shell commands that give them their names back
  private record Variables(Map<String, String> environment, List<String> names, String exports) {
    static Variables of(ScriptCommand command, Engine engine) {
      Map<String, String> environment = new HashMap<>(engine.environment());
      List<String> names = new ArrayList<>();
      StringBuilder exports = new StringBuilder();
      command
          .passed()
          .forEach((name, value) -> {
            boolean mark = name.equals(JobProcesses.MARK);
            String carrier = mark ? name : VARIABLE + names.size();
            names.add(carrier);
            environment.put(carrier, value);
            if (!mark) {
              exports.append("export %s=\"$%s\"; unset %s\n".formatted(name, carrier, carrier));
            }
          });
      return new Variables(environment, names, exports.toString());
    }
  }
}
