package c3.agent;

import c3.agent.script.OutputSink;
import c3.agent.script.RunningScript;
import c3.agent.script.ScriptEnd;
import c3.agent.script.Tools;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.MountSupport;
import c3.model.Software;
import c3.posix.FileNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The Python environments that jobs run in, made by uv from a project's lock.
///
/// - One that holds nothing but packages whose every file the lock pins is the same for every job
///   with this lock and the same Python: it is made once, kept under its `EnvironmentKey`, and
///   shown to each job read-only at `.venv`.
/// - One that has the project itself in it, or a folder beside it, leads into one job's workspace:
///   it is that job's own. So is every one on a machine that cannot mount.
///
/// uv runs inside the job's sandbox, since packages bring code that runs when they are built. What
/// a job writes never reaches another's environment or uv's cache: every file is a copy, for a job
/// can write to that cache, and the shared ones are read-only besides. Bytecode is compiled at
/// once: where it is read-only nobody could keep it later, and each job would compile again.
final class PythonEnvironments {
  /// How many environments that no job uses are kept.
  static final int UNUSED_MAX = 16;

  private static final String NAME = ".venv";
  private static final int OUTPUT_BYTES_MAX = 1 << 16;

  private final Scripts scripts;
  private final KeptTrees shared;
  private final Tools tools;
  private final MountSupport support;

  /// @param folder where shared environments lie; theirs alone
  /// @param tools the user's own programs, uv among them
  PythonEnvironments(
      Scripts scripts, Path folder, Tools tools, MountSupport support, InstantSource clock) {
    this.scripts = scripts;
    this.shared = new KeptTrees(folder, UNUSED_MAX, clock);
    this.tools = tools;
    this.support = support;
  }

  /// Where uv is, if the machine has it now.
  Optional<Path> uv() {
    return tools.find(Software.Python.UV);
  }

  /// The job with its environment. Throws `C3Exception` when there can be none, or the job was
  /// stopped; what uv printed is in the log.
  StagedJob prepare(StagedJob staged, Software.Python python, StopSwitch stop, JobLog log)
      throws IOException, InterruptedException {
    Path project = FileNames.resolve(staged.work(), python.folder().bytes());
    Path environment = project.resolve(NAME);
    Uv uv = new Uv(staged, project, stop, log);
    Optional<String> key =
        support == MountSupport.ANY
            ? EnvironmentKey.of(project, staged.job().spec().environment(), uv::interpreter)
            : Optional.empty();
    if (key.isEmpty()) {
      uv.sync();
      return staged.in(environment);
    }
    KeptTrees.Use use =
        shared.use(
            key.get(),
            stop,
            draft -> {
              uv.sync();
              Files.move(environment, draft, StandardCopyOption.ATOMIC_MOVE);
            });
    return staged.in(environment, use);
  }

  /// uv, in the sandbox of one job.
  private final class Uv {
    /// Scripts of a relocatable environment find their interpreter wherever it lies.
    private static final String SYNC =
        """
        set -e
        "$1" venv --quiet --relocatable --allow-existing
        "$1" sync --locked --no-progress --color never
        """;

    private static final String FIND =
        """
        "$1" python find --system --quiet 2>/dev/null
        """;

    private final StagedJob staged;
    private final Path project;
    private final StopSwitch stop;
    private final JobLog log;

    Uv(StagedJob staged, Path project, StopSwitch stop, JobLog log) {
      this.staged = staged;
      this.project = project;
      this.stop = stop;
      this.log = log;
    }

    void sync() throws IOException {
      log.say("uv sync, in " + staged.work().relativize(project.resolve(NAME)));
      switch (run(SYNC, log)) {
        case ScriptEnd.NotStarted failed ->
            throw new C3Exception(ErrorCode.UNAVAILABLE, "uv sync: " + failed.message());
        case ScriptEnd.OverLimit over ->
            throw new C3Exception(ErrorCode.INVALID, "uv sync: " + over.message());
        case ScriptEnd.Exited exited -> {
          if (exited.exitCode() != 0) {
            throw new C3Exception(
                ErrorCode.INVALID,
                "`uv sync` ended with exit code "
                    + exited.exitCode()
                    + "; what it said is in the job's log");
          }
        }
      }
    }

    /// The Python that it would take now; absent where it would have to install one first.
    Optional<Path> interpreter() throws IOException {
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      ScriptEnd end =
          run(
              FIND,
              bytes -> {
                while (bytes.hasRemaining() && output.size() < OUTPUT_BYTES_MAX) {
                  output.write(bytes.get());
                }
              });
      stop.checkGoesOn();
      boolean found = end instanceof ScriptEnd.Exited exited && exited.exitCode() == 0;
      String path = output.toString(StandardCharsets.UTF_8).strip();
      return found && path.startsWith("/") && Files.isRegularFile(Path.of(path))
          ? Optional.of(Path.of(path))
          : Optional.empty();
    }

    private ScriptEnd run(String program, OutputSink output) throws IOException {
      Path uv =
          uv().orElseThrow(() ->
              new C3Exception(
                  ErrorCode.UNAVAILABLE, "`python.project` needs uv, and this machine has none"));
      Map<String, String> variables =
          Map.of(
              "UV_PROJECT_ENVIRONMENT", NAME, "UV_LINK_MODE", "copy", "UV_COMPILE_BYTECODE", "1");
      List<String> command = List.of("bash", "-c", program, "c3", uv.toString());
      RunningScript running =
          scripts.start(staged, new Scripts.Step(command, project, variables), output);
      stop.running(running);
      try {
        return running.await();
      } catch (InterruptedException e) {
        throw AgentEnding.noticed();
      }
    }
  }
}
