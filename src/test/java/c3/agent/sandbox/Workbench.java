package c3.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import c3.agent.script.Launch;
import c3.agent.script.RunningScript;
import c3.agent.script.ScriptCommand;
import c3.agent.script.ScriptEnd;
import c3.agent.script.ScriptRunner;
import c3.agent.script.Tools;
import c3.agent.script.Word;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// A job's surroundings for a test: a home with a workspace in it, a tree to mount, and what it
/// printed; run as root, or as an ordinary user when the test says so.
final class Workbench implements AutoCloseable {
  static final Tools TOOLS = Tools.on("/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
  static final Duration LONG = Duration.ofSeconds(60);
  static final int USER = 65_534;

  /// A text that no other process on the machine has in its arguments.
  final String nonce = UUID.randomUUID().toString();

  final Path folder;
  final Path home;
  final Path workspace;
  final Path tree;
  private final boolean changesUser;
  private final ScriptRunner runner =
      new ScriptRunner(TOOLS, Thread.ofPlatform().daemon()::unstarted, Duration.ofSeconds(1));
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  Workbench(Path folder, boolean asUser) throws IOException {
    this.folder = folder.toRealPath();
    this.changesUser = asUser && isRoot();
    this.home = directory(this.folder.resolve("c3 home"));
    this.workspace = directory(home.resolve("jobs/work"));
    this.tree = directory(home.resolve("tree"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    own(folder);
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /// The id of the user that the job runs as.
  int userId() throws IOException {
    return (int) Files.getAttribute(workspace, "unix:uid");
  }

  /// Makes a directory that the job's user owns.
  Path directory(Path path) throws IOException {
    Files.createDirectories(path);
    Path at = folder;
    for (Path name : folder.relativize(path)) {
      at = at.resolve(name);
      own(at);
    }
    return path;
  }

  /// Writes a file that the job's user owns.
  Path file(Path path, String text) throws IOException {
    directory(path.resolve("..").normalize());
    Files.writeString(path, text);
    own(path);
    return path;
  }

  private void own(Path path) throws IOException {
    if (changesUser) {
      Files.setAttribute(path, "unix:uid", USER);
      Files.setAttribute(path, "unix:gid", USER);
    }
  }

  /// A bash script, with arguments, as a job of its own id would run it.
  ScriptCommand bash(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("bash", "-c", script, "script"));
    command.addAll(List.of(arguments));
    return new ScriptCommand(command, workspace, environment(), Map.of());
  }

  Map<String, String> environment() {
    return Map.of("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "C3_JOB_ID", nonce);
  }

  SandboxView view(SandboxMount... mounts) {
    return new SandboxView(workspace, List.of(mounts), List.of(home));
  }

  RunningScript start(Launch launch) throws IOException, InterruptedException {
    return runner.start(launch(launch), this::take);
  }

  ScriptRunner runner() {
    return runner;
  }

  /// The same launch, as the user that this bench stands for.
  Launch launch(Launch launch) {
    List<Word> words = new ArrayList<>();
    if (changesUser) {
      String id = Integer.toString(USER);
      Stream.of(
              "/usr/bin/setpriv",
              "--reuid=" + id,
              "--regid=" + id,
              "--clear-groups",
              "--inh-caps=-all",
              "--pdeathsig=KILL",
              "--")
          .map(Word::of)
          .forEach(words::add);
    }
    words.addAll(launch.arguments());
    return new Launch(words, launch.environment(), launch.containment());
  }

  ScriptEnd run(Launch launch) throws IOException, InterruptedException {
    return end(start(launch));
  }

  ScriptEnd end(RunningScript script) throws IOException, InterruptedException {
    return script
        .await(LONG)
        .orElseThrow(() -> new AssertionError("still running; it printed: " + printed()));
  }

  /// Runs a script that must exit 0, and returns what it printed.
  String succeeds(Launch launch) throws IOException, InterruptedException {
    ScriptEnd end = run(launch);
    assertThat(end).as(printed()).isEqualTo(new ScriptEnd.Exited(0, false, 0));
    return printed();
  }

  private synchronized void take(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      output.write(bytes.get());
    }
  }

  synchronized String printed() {
    return output.toString(StandardCharsets.UTF_8);
  }

  synchronized byte[] printedBytes() {
    return output.toByteArray();
  }

  /// The machine's living processes with this text among their arguments.
  static List<Long> living(String text) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> arguments(pid).contains(text))
        .toList();
  }

  private static String arguments(long pid) {
    try {
      return new String(
          Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline")), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  @Override
  public void close() {
    runner.close();
  }
}
