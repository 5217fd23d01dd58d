package c3.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Hostile names are safe to look at.
class NamesTest {
  @Test
  void showsEscapeSequencesAsText() {
    assertThat(Names.shown("a\033[31mred\u009b0m\177")).isEqualTo("a\\x1b[31mred\\x9b0m\\x7f");
  }

  /// With these a name looks like another one: `rlo\u202eexe.txt` ends in `txt.exe` to the eye.
  @Test
  void showsWhatTurnsTheDirectionOfTextOrBreaksLines() {
    assertThat(Names.shown("rlo\u202eexe.txt")).isEqualTo("rlo\\u202eexe.txt");
    assertThat(Names.shown("\u200e\u200f\u061c\u2066\u2069\u2028\u2029"))
        .isEqualTo("\\u200e\\u200f\\u061c\\u2066\\u2069\\u2028\\u2029");
  }

  @Test
  void leavesTextOfEveryLanguageAlone() {
    assertThat(Names.shown("füße 手書き 👩\u200d🔬 עברית\u2060\n\t."))
        .isEqualTo("füße 手書き 👩\u200d🔬 עברית\u2060\n\t.");
  }

  @Test
  void keepsANameOnOneLine() {
    assertThat(Names.oneLine("a\nb\tc\rd")).isEqualTo("a\\nb\\tc\\x0dd");
  }
}
