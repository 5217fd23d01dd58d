package c3.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Hostile names are safe to look at.
class NamesTest {
  @Test
  void showsEscapeSequencesAsText() {
    assertThat(Names.shown("a\033[31mred\u009b0m\177")).isEqualTo("a\\x1b[31mred\\x9b0m\\x7f");
  }

  @Test
  void leavesTextOfEveryLanguageAlone() {
    assertThat(Names.shown("füße 手書き 🙂\n\t.")).isEqualTo("füße 手書き 🙂\n\t.");
  }

  @Test
  void keepsANameOnOneLine() {
    assertThat(Names.oneLine("a\nb\tc\rd")).isEqualTo("a\\nb\\tc\\x0dd");
  }
}
