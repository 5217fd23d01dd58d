package c3.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
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

  /// The shell becomes a program that never waits for the child which it began before.
  @Test
  void aZombieHasEnded() throws IOException {
    Process parent =
        new ProcessBuilder("sh", "-c", "sh -c 'exit 0' & echo $!; exec sleep 1000").start();
    try (BufferedReader said = parent.inputReader()) {
      long pid = Long.parseLong(said.readLine());
      while (ProcessHandle.of(pid).isPresent() && !ProcessEnd.of(ProcessHandle.of(pid).get())) {
        Thread.onSpinWait();
      }
      assertThat(ProcessHandle.of(pid)).isPresent();
    } finally {
      parent.destroyForcibly();
    }
  }
}
