package c3.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import c3.posix.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLauncherTest {
  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong();

  @AfterEach
  void endWhatIsLeft() throws IOException {
    ProcessLock.holder(lock())
        .ifPresent(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  @Test
  void startsAnAgentInASessionOfItsOwnAndAppendsToItsLog() throws IOException {
    Files.writeString(folder.resolve("agent.log"), "earlier\n");
    LocalLauncher launcher = launcher(agent());

    launcher.tick();

    long pid = runningAgent();
    assertThat(pid).isNotEqualTo(ProcessHandle.current().pid());
    assertThat(session(pid)).isEqualTo(pid);
    await()
        .untilAsserted(() ->
            assertThat(Files.readString(folder.resolve("agent.log"))).isEqualTo("earlier\nhere\n"));
  }

  @Test
  void leavesARunningAgentAlone() throws IOException {
    launcher(agent()).tick();
    long pid = runningAgent();

    LocalLauncher second = launcher(agent());
    tickFor(second, Duration.ofMinutes(5));

    assertThat(runningAgent()).isEqualTo(pid);
    assertThat(Files.readAllLines(folder.resolve("agent.log"))).containsExactly("here");
  }

  @Test
  void startsAnotherAfterTheFirstWasKilled() throws IOException {
    LocalLauncher launcher = launcher(agent());
    launcher.tick();
    long first = runningAgent();
    kill(first);

    tickFor(launcher, Duration.ofMinutes(2));

    assertThat(runningAgent()).isNotEqualTo(first);
  }

  @Test
  void startsAProgramThatKeepsDyingLessAndLessOften() throws Exception {
    Path starts = folder.resolve("starts");
    LocalLauncher launcher = launcher(List.of("sh", "-c", "echo start >>" + starts + "; exit 3"));

    for (int second = 0; second < 600; second++) {
      launcher.tick();
      awaitTheEndOfStarted(starts);
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    // 1 + 2 + 4 + 8 s, then every 10 s; without pauses it would be 600.
    assertThat(Files.readAllLines(starts)).hasSizeBetween(50, 70);
  }

  @Test
  void endsTheAgentThatAnEarlierServerStarted() throws IOException {
    launcher(agent()).tick();
    long pid = runningAgent();

    launcher(agent()).endAgent();

    await().until(() -> !ProcessLock.isHeld(lock()));
    await().until(() -> ProcessHandle.of(pid).map(p -> !p.isAlive()).orElse(true));
  }

  private void tickFor(LocalLauncher launcher, Duration time) throws IOException {
    for (long second = 0; second < time.toSeconds(); second++) {
      launcher.tick();
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }
  }

  private void awaitTheEndOfStarted(Path starts) {
    // Each start ends at once; its descendants are this process's children until then.
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
    assertThat(starts).exists();
  }

  private long runningAgent() {
    await().atMost(Duration.ofSeconds(30)).until(() -> ProcessLock.holder(lock()).isPresent());
    try {
      return ProcessLock.holder(lock()).orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    await().until(() -> !ProcessLock.isHeld(lock()));
  }

  private static long session(long pid) throws IOException {
    String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] behindTheName = status.substring(status.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(behindTheName[3]);
  }

  private Path lock() {
    return folder.resolve("agent.lock");
  }

  private LocalLauncher launcher(List<String> command) {
    return new LocalLauncher(
        new LocalLauncher.Program(lock(), folder.resolve("agent.log"), command), nanos::get);
  }

  private List<String> agent() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        StandIn.class.getName(),
        lock().toString());
  }

  /// Stands in for an agent: takes the lock and sleeps.
  static final class StandIn {
    private StandIn() {}

    public static void main(String[] arguments) throws Exception {
      if (ProcessLock.take(Path.of(arguments[0]), Duration.ofSeconds(1)).isPresent()) {
        System.out.println("here");
        Thread.sleep(Duration.ofMinutes(2));
      }
    }
  }
}
