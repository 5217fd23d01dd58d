package c3.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import c3.cli.terminal.Captured;
import c3.cli.terminal.ProgressLine;
import org.junit.jupiter.api.Test;

/// What is seen after Ctrl-C.
class InterruptsTest {
  @Test
  void takesTheProgressAwayBeforeItSaysInWhatStateThingsAre() {
    Captured said = new Captured(true);
    try (ProgressLine progress = new ProgressLine(said.output(), "copying");
        Interrupts interrupts = Interrupts.saying(progress, said.output(), "stopped copying")) {
      await().until(() -> said.err().contains("copying   "));
      interrupts.tell();
    }
    assertThat(said.err()).endsWith("\033[?7h\r\033[K\nstopped copying\n");
  }
}
