package c3.agent;

import c3.agent.script.RunningScript;
import c3.agent.script.ScriptEnd;
import c3.agent.script.Tools;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.model.MountSupport;
import c3.model.Software;
import c3.posix.FileNames;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The Python environments that jobs run in, made by uv from a project's lock.
///
/// - One that holds nothing but packages is the same for every job with this lock: it is made once,
///   kept under the digest of the lock, and shown to each job read-only at `.venv`.
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
  private static final int LOCK_BYTES_MAX = 64 << 20;

  /// A package in the lock whose files are those of a folder or file of the project.
  private static final Pattern OWN_SOURCE =
      Pattern.compile("source = \\{ (editable|directory|path) = ");

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
    Sync sync = new Sync(staged, project, stop, log);
    Optional<String> key = support == MountSupport.ANY ? sharedKey(project) : Optional.empty();
    if (key.isEmpty()) {
      sync.make();
      return staged.in(environment);
    }
    KeptTrees.Use use =
        shared.use(
            key.get(),
            draft -> {
              sync.make();
              Files.move(environment, draft, StandardCopyOption.ATOMIC_MOVE);
            });
    return staged.in(environment, use);
  }

  /// What decides which packages an environment holds; absent when it cannot be shared.
  private static Optional<String> sharedKey(Path project) throws IOException {
    MessageDigest hasher = Digest.hasher();
    for (String name : List.of("uv.lock", "pyproject.toml", ".python-version")) {
      Path file = project.resolve(name);
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.size(file) <= LOCK_BYTES_MAX) {
        byte[] bytes = Files.readAllBytes(file);
        hasher.update(Digest.of(bytes).hex().getBytes(StandardCharsets.US_ASCII));
        if (name.equals("uv.lock") && hasOwnSource(bytes)) {
          return Optional.empty();
        }
      } else if (!name.startsWith(".")) {
        return Optional.empty();
      } else {
        hasher.update((byte) '-');
      }
    }
    return Optional.of(Digest.ofBytes(hasher.digest()).hex());
  }

  private static boolean hasOwnSource(byte[] lock) {
    return OWN_SOURCE.matcher(new String(lock, StandardCharsets.UTF_8)).find();
  }

  /// One run of `uv sync`.
  private final class Sync {
    /// Scripts of a relocatable environment find their interpreter wherever it lies.
    private static final String PROGRAM =
        """
        set -e
        "$1" venv --quiet --relocatable --allow-existing
        "$1" sync --frozen --no-progress --color never
        """;

    private final StagedJob staged;
    private final Path project;
    private final StopSwitch stop;
    private final JobLog log;

    Sync(StagedJob staged, Path project, StopSwitch stop, JobLog log) {
      this.staged = staged;
      this.project = project;
      this.stop = stop;
      this.log = log;
    }

    void make() throws IOException {
      Path uv =
          uv().orElseThrow(() ->
              new C3Exception(
                  ErrorCode.UNAVAILABLE, "`python.project` needs uv, and this machine has none"));
      log.say("uv sync, in " + staged.work().relativize(project.resolve(NAME)));
      Map<String, String> variables =
          Map.of(
              "UV_PROJECT_ENVIRONMENT", NAME, "UV_LINK_MODE", "copy", "UV_COMPILE_BYTECODE", "1");
      List<String> command = List.of("bash", "-c", PROGRAM, "c3", uv.toString());
      RunningScript running =
          scripts.start(staged, new Scripts.Step(command, project, variables), log);
      stop.running(running);
      check(await(running));
    }

    private static ScriptEnd await(RunningScript running) throws IOException {
      try {
        return running.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the agent is being ended");
      }
    }

    private static void check(ScriptEnd end) throws C3Exception {
      switch (end) {
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
  }
}
