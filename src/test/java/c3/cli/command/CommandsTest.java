package c3.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A mistyped word finds the one that was meant.
class CommandsTest {
  private static final List<String> WORDS = List.of("deploy", "status", "squeue", "pull", "data");

  @ParameterizedTest
  @CsvSource({"deplyo,deploy", "stauts,status", "sqeue,squeue", "pul,pull", "date,data"})
  void findsTheNearest(String typed, String meant) {
    assertThat(Commands.nearest(typed, WORDS)).contains(meant);
  }

  @Test
  void findsNothingWhereNothingIsNear() {
    assertThat(Commands.nearest("balance", WORDS)).isEmpty();
    assertThat(Commands.nearest("x", List.of())).isEmpty();
  }

  @Test
  void prefersTheOneWithFewerMistakes() {
    assertThat(Commands.nearest("log", List.of("login", "logs"))).contains("logs");
  }
}
