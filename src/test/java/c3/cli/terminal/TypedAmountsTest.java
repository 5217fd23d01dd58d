package c3.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedAmountsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "812, 812",
    "812B, 812",
    "100GB, 100000000000",
    "100 gb, 100000000000",
    "1.5TB, 1500000000000",
    "1.5 TB, 1500000000000",
    "2k, 2000",
    "0.001kB, 1",
    "9223PB, 9223000000000000000"
  })
  void readsSizesInPowersOfAThousand(String typed, long bytes) {
    assertThat(TypedAmounts.size(typed)).contains(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GB", "-1", "1,5GB", "1e3", "9224PB", "10 XB", "1.2345GB", "1GB GB"})
  void readsNothingElseAsASize(String typed) {
    assertThat(TypedAmounts.size(typed)).isEmpty();
  }

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
