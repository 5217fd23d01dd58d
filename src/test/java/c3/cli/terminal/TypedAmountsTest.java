package c3.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedAmountsTest {
  @Test
  void readsTimes() {
    assertThat(TypedAmounts.time("90m")).contains(Duration.ofMinutes(90));
    assertThat(TypedAmounts.time("12h")).contains(Duration.ofHours(12));
    assertThat(TypedAmounts.time("30d")).contains(Duration.ofDays(30));
    assertThat(TypedAmounts.time("2w")).contains(Duration.ofDays(14));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "d", "-1d", "1.5d", "1y", "1234567d"})
  void readsNothingElseAsATime(String typed) {
    assertThat(TypedAmounts.time(typed)).isEmpty();
  }
}
