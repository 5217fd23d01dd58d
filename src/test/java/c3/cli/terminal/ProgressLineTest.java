package c3.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.EntryPath;
import c3.transfer.Progress;
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
  void warnsAtOnceWithTheNameOnOneLine() {
    Captured captured = new Captured(false);
    try (ProgressLine line = new ProgressLine(captured.output(), "keeping")) {
      line.on(new Progress.Event.Warned(EntryPath.of("a\nb"), "is a socket"));
      assertThat(captured.errors()).containsExactly("warning: a\\nb: is a socket");
    }
  }
}
