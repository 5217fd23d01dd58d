package c3.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessEndTest {
  @Test
  void aProcessThatRunsHasNotEnded() {
    assertThat(ProcessEnd.of(ProcessHandle.current())).isFalse();
  }

  @Test
  void aProcessThatWasWaitedForHasEnded() throws Exception {
    Process process = new ProcessBuilder("true").start();
    ProcessHandle handle = process.toHandle();
    process.waitFor();
    assertThat(ProcessEnd.of(handle)).isTrue();
  }

  /// The shell becomes a program that never waits for the child which it began before; the child
  /// ends once that has happened, since a shell may wait. A name may hold what ends it elsewhere.
  @Test
  void aZombieHasEnded() throws IOException {
    Process parent =
        new ProcessBuilder(
                "sh",
                "-c",
                """
                sh -c 'until read name < /proc/$PPID/comm && [ "$name" = sleep ]; do :; done
                  printf "odd) S (x" > /proc/$$/comm' &
                echo $!
                exec sleep 1000\
                """)
            .start();
    try (BufferedReader said = parent.inputReader()) {
      long pid = Long.parseLong(said.readLine());
      Path stat = Path.of("/proc", Long.toString(pid), "stat");
      while (!Files.readString(stat).contains(") S (x) Z ")) {
        Thread.onSpinWait();
      }
      assertThat(ProcessEnd.of(ProcessHandle.of(pid).orElseThrow())).isTrue();
    } finally {
      parent.destroyForcibly();
    }
  }
}
