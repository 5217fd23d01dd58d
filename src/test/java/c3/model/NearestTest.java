package c3.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A mistyped word finds the one that was meant.
class NearestTest {
  private static final List<String> WORDS = List.of("deploy", "status", "squeue", "pull", "data");

  @ParameterizedTest
  @CsvSource({"deplyo,deploy", "stauts,status", "sqeue,squeue", "pul,pull", "date,data"})
  void findsTheOneThatWasMeant(String typed, String meant) {
    assertThat(Nearest.to(typed, WORDS)).contains(meant);
  }

  @Test
  void findsNothingWhereNothingIsNear() {
    assertThat(Nearest.to("balance", WORDS)).isEmpty();
    assertThat(Nearest.to("x", List.of())).isEmpty();
  }

  @Test
  void prefersTheOneWithFewerMistakes() {
    assertThat(Nearest.to("log", List.of("login", "logs"))).contains("logs");
  }

  @Test
  void prefersAPartOfTheWordToAnotherWord() {
    assertThat(Nearest.to("name", List.of("time", "job_name"))).contains("job_name");
    assertThat(Nearest.to("timeout", List.of("output", "time"))).contains("time");
  }

  @Test
  void hintsAtTheThreeNearestHoweverFarAway() {
    assertThat(Nearest.hint("raw", List.of("zzzzz", "law", "rwa", "rows")))
        .contains("law\nrwa\nrows");
    assertThat(Nearest.hint("raw", List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"abc,abc,0", "abc,abd,1", "abc,acb,1", "abc,ab,1", "ca,abc,3", "'',abc,3"})
  void countsEachMistakeOnce(String from, String to, int mistakes) {
    assertThat(EditDistance.between(from, to)).isEqualTo(mistakes);
    assertThat(EditDistance.between(to, from)).isEqualTo(mistakes);
  }

  @Test
  void takesLongWordsInShortTime() {
    String endless = "a".repeat(100_000);
    assertThat(Nearest.to(endless, List.of(endless + "b"))).contains(endless + "b");
  }

  @Test
  void keepsEachOnItsLine() {
    assertThat(Nearest.hint("a", List.of("a\nb"))).contains("a\\nb");
  }
}
