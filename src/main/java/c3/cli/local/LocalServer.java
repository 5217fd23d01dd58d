package c3.cli.local;

import c3.cli.Environment;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.posix.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// The server of this machine: finds it, and starts it where none runs.
///
/// A server holds `server.lock` for life and has written `server.json` before it serves. Whoever
/// finds the lock free knows that there is no server, whatever answers on its port, and sends no
/// token there.
public final class LocalServer {
  private static final Duration START_PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

  private final Home home;
  private final Environment environment;
  private final Program program;
  private final ReplacedFile<ServerFile> file;

  /// @param program how the server's process is started
  public LocalServer(Home home, Environment environment, Program program) {
    this.home = home;
    this.environment = environment;
    this.program = program;
    this.file = new ReplacedFile<>(home.serverFile(), ServerFile::read);
  }

  /// The server that runs, once it answers; absent when none runs. Throws `C3Exception` UNAVAILABLE
  /// when one holds the lock and does not come up.
  public Optional<ServerFile> running() throws IOException {
    if (!Files.exists(home.serverLock()) || !ProcessLock.isHeld(home.serverLock())) {
      return Optional.empty();
    }
    long end = System.nanoTime() + START_PATIENCE.toNanos();
    while (System.nanoTime() - end < 0) {
      Optional<ServerFile> found = file.read();
      if (found.isPresent()) {
        return found;
      }
      LockSupport.parkNanos(LOOK_NANOS);
      if (!ProcessLock.isHeld(home.serverLock())) {
        return Optional.empty();
      }
    }
    throw new C3Exception(
        ErrorCode.UNAVAILABLE,
        "a server holds " + home.serverLock() + " but does not answer",
        Optional.of("c3 server stop --force"));
  }

  /// A server that was found or started.
  ///
  /// @param startedHere whether this call started it
  public record Running(ServerFile file, boolean startedHere) {}

  /// The server that runs; starts one where none does. Two that do this at once get the same one.
  /// Throws `C3Exception` with what the server said when it does not come up.
  public Running ensure() throws IOException {
    Optional<ServerFile> found = running();
    if (found.isPresent()) {
      return new Running(found.get(), false);
    }
    if (environment.variable("C3_JOB_ID").isPresent()) {
      throw new C3Exception(
          ErrorCode.UNAVAILABLE, "there is no server to be reached from inside a job");
    }
    home.prepared();
    ProcessLock starting =
        ProcessLock.take(home.startLock(), START_PATIENCE)
            .orElseThrow(() -> new IOException("another c3 is starting a server and hangs"));
    try (starting) {
      found = running();
      return found.isPresent() ? new Running(found.get(), false) : new Running(start(), true);
    }
  }

  private ServerFile start() throws IOException {
    Files.deleteIfExists(home.serverFile());
    Logs.putAside(home.serverLog());
    long logged = Files.exists(home.serverLog()) ? Files.size(home.serverLog()) : 0;
    Process process = program.startInBackground(home.serverLog(), "server", "run");
    long end = System.nanoTime() + START_PATIENCE.toNanos();
    while (System.nanoTime() - end < 0) {
      Optional<ServerFile> found = file.read();
      if (found.isPresent()) {
        return found.get();
      }
      if (!process.isAlive()) {
        throw failed(logged);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    throw new C3Exception(
        ErrorCode.UNAVAILABLE,
        "the server was started but does not answer",
        Optional.of("less " + home.serverLog()));
  }

  /// What the server said before it ended: its last line of stderr is meant for people.
  private C3Exception failed(long from) throws IOException {
    String last = "it ended at once";
    Optional<String> hint = Optional.of("less " + home.serverLog());
    for (String line : Program.linesFrom(home.serverLog(), from)) {
      if (line.startsWith("error: ")) {
        last = line.substring("error: ".length());
        hint = Optional.empty();
      } else if (line.startsWith("  try: ")) {
        hint = Optional.of(line.substring("  try: ".length()));
      }
    }
    return new C3Exception(ErrorCode.UNAVAILABLE, "the server cannot start: " + last, hint);
  }
}
