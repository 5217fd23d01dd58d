package c3.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Columns line up and names are whole.
class TableTest {
  @Test
  void linesColumnsUpAndLeavesNoBlanksBehind() {
    Table table = Table.titled("JOB", "KEPT");
    table.row("job_1", "-");
    table.row("j", "1.3 MB");
    assertThat(table.lines()).containsExactly("JOB    KEPT", "job_1  -", "j      1.3 MB");
  }

  @Test
  void alignsNumbersRight() {
    Table table = new Table(List.of(true, false));
    table.row("9", "a");
    table.row("100", "b");
    assertThat(table.lines()).containsExactly("  9  a", "100  b");
  }

  @Test
  void countsCharactersRatherThanTheirHalves() {
    Table table = Table.titled("a", "b");
    table.row("🙂🙂", "c");
    assertThat(table.lines()).containsExactly("a   b", "🙂🙂  c");
  }

  @Test
  void neverCutsAName() {
    Table table = Table.titled("NAME");
    table.row("x".repeat(5000));
    assertThat(table.lines().getLast()).hasSize(5000);
  }
}
