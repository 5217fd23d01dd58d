package c3.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import c3.model.EntryPath;
import c3.model.Keeping;
import c3.transfer.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What a transfer says on its way.
class ProgressLineTest {
  @Test
  void saysNothingOfWhatIsDoneAtOnce() {
    Captured captured = new Captured(false);
    try (ProgressLine line = new ProgressLine(captured.output(), "pulling")) {
      line.on(new Progress.Event.Found(2, 30));
      line.on(new Progress.Event.Moved(30));
      assertThat(line.files()).isEqualTo(2);
      assertThat(line.bytes()).isEqualTo(30);
    }
    assertThat(captured.err()).isEmpty();
    assertThat(captured.out()).isEmpty();
  }

  @Test
  void showsHowFarATransferElsewhereHasCome() {
    Captured captured = new Captured(false);
    try (ProgressLine line = new ProgressLine(captured.output(), "keeping")) {
      line.show(
          new Keeping(
              new Keeping.Amount(7, 3_400_000_000L),
              new Keeping.Amount(4, 1_200_000_000),
              "model.pt",
              "",
              Duration.ofSeconds(20)));
      await().until(() -> !captured.errors().isEmpty());
    }
    assertThat(captured.errors().getFirst())
        .startsWith("keeping   4 of 7 files   1.2 GB of 3.4 GB   ")
        .endsWith(" left");
  }

  @Test
  void warnsAtOnceWithTheNameOnOneLine() {
    Captured captured = new Captured(false);
    try (ProgressLine line = new ProgressLine(captured.output(), "keeping")) {
      line.on(new Progress.Event.Warned(EntryPath.of("a\nb"), "is a socket"));
      assertThat(captured.errors()).containsExactly("warning: a\\nb: is a socket");
    }
  }
}
