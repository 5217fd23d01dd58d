package c3.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {
  @TempDir Path folder;

  @Test
  void isHeldFromTakingToClosing() throws IOException {
    Path file = folder.resolve("server.lock");
    assertThat(ProcessLock.isHeld(file)).isFalse();

    try (ProcessLock lock = ProcessLock.take(file, Duration.ZERO).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(ProcessLock.isHeld(file)).isTrue();
      assertThat(ProcessLock.holder(file)).hasValue(ProcessHandle.current().pid());
    }

    assertThat(ProcessLock.isHeld(file)).isFalse();
    assertThat(ProcessLock.holder(file)).isEmpty();
  }

  @Test
  void isTakenOnceOnly() throws IOException {
    Path file = folder.resolve("server.lock");
    ProcessLock first = ProcessLock.take(file, Duration.ZERO).orElseThrow();

    assertThat(ProcessLock.take(file, Duration.ofMillis(50))).isEmpty();

    first.close();
    Optional<ProcessLock> second = ProcessLock.take(file, Duration.ZERO);
    assertThat(second).isPresent();
    second.orElseThrow().close();
  }

  @Test
  void lookingDoesNotLoseTheOwnersLock() throws Exception {
    Path file = folder.resolve("server.lock");
    try (ProcessLock lock = ProcessLock.take(file, Duration.ZERO).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(ProcessLock.isHeld(file)).isTrue();
      assertThat(ProcessLock.take(file, Duration.ZERO)).isEmpty();

      assertThat(lookFromAnotherProcess(file)).isEqualTo(ProcessHandle.current().pid());
    }
    assertThat(lookFromAnotherProcess(file)).isZero();
  }

  @Test
  void isLetGoWhenItsProcessIsKilled() throws Exception {
    Path file = folder.resolve("agent.lock");
    Process owner = java(Owner.class, file);
    assertThat(owner.getInputStream().read()).isEqualTo('y');
    assertThat(ProcessLock.holder(file)).hasValue(owner.pid());
    assertThat(ProcessLock.take(file, Duration.ZERO)).isEmpty();

    owner.destroyForcibly().waitFor();

    assertThat(ProcessLock.isHeld(file)).isFalse();
    ProcessLock.take(file, Duration.ZERO).orElseThrow().close();
  }

  private static long lookFromAnotherProcess(Path file) throws Exception {
    Process looker = java(Looker.class, file);
    String seen =
        new String(looker.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    looker.waitFor();
    return Long.parseLong(seen);
  }

  private static Process java(Class<?> program, Path file) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                file.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// Takes the lock, says so and waits to be killed.
  static final class Owner {
    private Owner() {}

    public static void main(String[] arguments) throws IOException {
      boolean taken = ProcessLock.take(Path.of(arguments[0]), Duration.ZERO).isPresent();
      System.out.write(taken ? 'y' : 'n');
      System.out.flush();
      System.in.read();
    }
  }

  /// Prints who holds the lock, or 0.
  static final class Looker {
    private Looker() {}

    public static void main(String[] arguments) throws IOException {
      System.out.println(ProcessLock.holder(Path.of(arguments[0])).orElse(0));
    }
  }
}
