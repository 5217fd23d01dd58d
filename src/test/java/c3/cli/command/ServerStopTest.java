package c3.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import c3.SettableClock;
import c3.cli.C3Door;
import c3.cli.Cli;
import c3.cli.Environment;
import c3.cli.local.Home;
import c3.cli.local.LocalServer;
import c3.cli.local.Program;
import c3.cli.terminal.Captured;
import c3.posix.ProcessLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `c3 server stop`, and a process that stands for the server.
class ServerStopTest {
  @TempDir Path folder;
  private final Captured said = new Captured(false);

  /// A server lets its lock go before its process has ended.
  @Test
  void returnsOnceTheProcessIsGone() throws Exception {
    Process server = server();
    Stopped control = new Stopped(server);
    Thread stop = Thread.ofPlatform().start(() -> type("server stop", control));

    while (stop.isAlive() && !(control.letGo && stop.getState() == Thread.State.TIMED_WAITING)) {
      Thread.onSpinWait();
    }
    assertThat(stop.isAlive()).as("waits for %s", server).isTrue();
    server.destroyForcibly().waitFor();
    stop.join();
    assertThat(said.out()).isEqualTo("server stopped\n");
  }

  @Test
  void saysThatNoServerRuns() {
    type("server stop", new FakeControlPlane(List.of(), 1));
    assertThat(said.out()).isEqualTo("no server runs\n");
  }

  private void type(String line, FakeControlPlane control) {
    Environment environment =
        new Environment(
            Map.of("C3_HOME", folder.toString()),
            folder,
            new SettableClock(TestJobs.SUBMITTED),
            new Random(1));
    Home home = Home.of(environment);
    LocalServer none =
        new LocalServer(home, environment, new Program(folder.resolve("nothing"), "build"));
    Commands commands =
        new Commands(
            Map.of("server", () -> new ServerCommands(none, home, new SqueueCommand()).group()));
    new Cli(
            new Context(environment, said.output(), new FakeConnector(control)),
            new C3Door(commands),
            defect -> Optional.empty())
        .run(List.of(line.split(" ")));
  }

  /// Ends as a server does: all but its process.
  private static final class Stopped extends FakeControlPlane {
    private final Process server;
    private volatile boolean letGo;

    Stopped(Process server) {
      super(List.of(), 1);
      this.server = server;
    }

    @Override
    public void stop(boolean force) {
      try {
        server.outputWriter().append('\n').flush();
        assertThat(server.inputReader().read()).isEqualTo('n');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      letGo = true;
    }
  }

  private Process server() throws IOException {
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Server.class.getName(),
                folder.resolve("server.lock").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(server.inputReader().read()).isEqualTo('y');
    return server;
  }

  /// Takes the lock and says so; lets it go at the first word and says so; then does nothing until
  /// it is killed.
  static final class Server {
    private Server() {}

    public static void main(String[] arguments) throws IOException {
      try (ProcessLock _ = ProcessLock.take(Path.of(arguments[0]), Duration.ZERO).orElseThrow()) {
        System.out.write('y');
        System.out.flush();
        System.in.read();
      }
      System.out.write('n');
      System.out.flush();
      System.in.read();
    }
  }
}
