package c3.scenario;

import c3.json.Json;
import c3.json.JsonObject;
import c3.posix.TreeRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Somebody who uses the real program: for each test anew, with an empty home, as
/// `@RegisterExtension final Person person = new Person();`. Behind the test the server and the
/// agent that this person started are ended, whatever state they are in, and the home is removed.
final class Person implements BeforeEachCallback, AfterEachCallback {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 50;

  private Path home = Path.of("");

  @Override
  public void beforeEach(ExtensionContext test) throws IOException {
    home = Files.createTempDirectory("c3-person-");
  }

  @Override
  public void afterEach(ExtensionContext test) throws Exception {
    endServer();
    TreeRemoval.remove(home);
  }

  /// Where this person lives.
  Path home() {
    return home;
  }

  /// What lies below the home.
  Path at(String path) {
    return home.resolve(path);
  }

  /// `c3`, started in this person's home.
  Program c3() {
    return TestedClone.c3(home);
  }

  /// `foundations`, started in this person's home.
  Program foundations() {
    return TestedClone.foundations(home);
  }

  /// A command that must succeed.
  Ended succeeds(String... arguments) throws Exception {
    Ended ended = c3().run(arguments);
    if (ended.exitCode() != 0) {
      throw new AssertionError(String.join(" ", arguments) + ": " + ended + "\n" + serverLog());
    }
    return ended;
  }

  /// The one JSON object that a command prints.
  JsonObject json(String... arguments) throws Exception {
    return Json.read(succeeds(arguments).out());
  }

  /// Where this person's c3 keeps its files.
  Path files() {
    return at(".c3");
  }

  /// A project of this person's with one script.
  Path project(String name, String config, String script) throws IOException {
    Path folder = Files.createDirectories(at(name));
    Files.writeString(folder.resolve(".c3"), "script: run.sh\n" + config);
    Files.writeString(folder.resolve("run.sh"), script);
    return folder;
  }

  /// Asks for a job until it has ended, and says how.
  JsonObject ended(String job) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      JsonObject status = json("status", job, "--json");
      if (status.optionalText("ended_at").isPresent()) {
        return status;
      }
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("still " + status + "\n" + serverLog());
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /// The same, until it has its artifacts.
  JsonObject endedWithArtifacts(String job) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      JsonObject status = ended(job);
      if (status.flag("artifacts")) {
        return status;
      }
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("no artifacts: " + status + "\n" + serverLog());
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /// The server's process, when one runs.
  Optional<ProcessHandle> server() throws IOException {
    Path file = files().resolve("server.json");
    return Files.exists(file)
        ? ProcessHandle.of(Json.read(Files.readString(file)).whole("pid"))
        : Optional.empty();
  }

  /// The agent's process, when one runs.
  Optional<ProcessHandle> agent() throws IOException {
    Path lock = files().resolve("agent.lock");
    String pid = Files.exists(lock) ? Files.readString(lock).strip() : "";
    return pid.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid));
  }

  String serverLog() throws IOException {
    Path log = files().resolve("server.log");
    return Files.exists(log) ? Files.readString(log) : "(no server.log)";
  }

  /// Ends the server and the agent.
  void endServer() throws IOException, InterruptedException {
    c3().run("server", "stop", "--force");
    server().ifPresent(ProcessHandle::destroyForcibly);
    agent().ifPresent(ProcessHandle::destroyForcibly);
  }
}
