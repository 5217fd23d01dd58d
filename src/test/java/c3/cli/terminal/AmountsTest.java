package c3.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sizes, times and counts as people read them.
class AmountsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0,0 B",
    "999,999 B",
    "1000,1.0 kB",
    "48_000,48.0 kB",
    "999_949,999.9 kB",
    "999_950,1.0 MB",
    "1_300_000,1.3 MB",
    "11_200_000_000,11.2 GB",
    "9223372036854775807,9223.4 PB"
  })
  void writesSizesInPowersOfAThousand(String bytes, String shown) {
    assertThat(Amounts.size(Long.parseLong(bytes.replace("_", "")))).isEqualTo(shown);
  }

  @Test
  void separatesThousandsWhateverTheLocale() {
    assertThat(Amounts.files(50_000)).isEqualTo("50,000 files");
    assertThat(Amounts.files(999)).isEqualTo("999 files");
    assertThat(Amounts.files(1_234_567)).isEqualTo("1,234,567 files");
    assertThat(Amounts.files(1)).isEqualTo("1 file");
    assertThat(Amounts.files(0)).isEqualTo("0 files");
  }

  @ParameterizedTest
  @CsvSource({"0,0.0 s", "4_149,4.1 s", "4_150,4.2 s", "59_960,60.0 s", "-500,0.0 s"})
  void writesAShortTimeInSeconds(String millis, String shown) {
    Duration time = Duration.ofMillis(Long.parseLong(millis.replace("_", "")));
    assertThat(Amounts.seconds(time)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0,0:00", "41,0:41", "3599,59:59", "3600,1:00:00", "360_000,100:00:00", "-5,0:00"})
  void writesHowLongAsAClock(String seconds, String shown) {
    Duration time = Duration.ofSeconds(Long.parseLong(seconds.replace("_", "")));
    assertThat(Amounts.clock(time)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "0,now",
    "59,now",
    "60,1 min",
    "3599,59 min",
    "3600,1 h",
    "172_799,47 h",
    "172_800,2 days"
  })
  void writesHowLongAgo(String seconds, String shown) {
    Instant then = NOW.minusSeconds(Long.parseLong(seconds.replace("_", "")));
    assertThat(Amounts.age(then, NOW)).isEqualTo(shown);
  }

  @Test
  void takesATimeOfAClockThatIsAheadForNow() {
    assertThat(Amounts.ago(NOW.plusSeconds(600), NOW)).isEqualTo("now");
    assertThat(Amounts.ago(NOW.minusSeconds(600), NOW)).isEqualTo("10 min ago");
  }

  @Test
  void tellsWhatLiesAheadFromWhatIsOver() {
    assertThat(Amounts.awayFrom(NOW.plus(Duration.ofDays(30)).minusSeconds(2), NOW))
        .isEqualTo("in 30 days");
    assertThat(Amounts.awayFrom(NOW.plusSeconds(10), NOW)).isEqualTo("now");
    assertThat(Amounts.awayFrom(NOW.minusSeconds(600), NOW)).isEqualTo("10 min ago");
  }

  @Test
  void writesShortTimesInSeconds() {
    assertThat(Amounts.seconds(Duration.ofMillis(4_149))).isEqualTo("4.1 s");
  }

  @ParameterizedTest
  @CsvSource({"PT2H,2 h", "PT1H30M,1 h 30 min", "PT5M,5 min", "PT26H0M1S,26 h 1 s", "PT45S,45 s"})
  void readsAsALengthOfTime(Duration time, String shown) {
    assertThat(Amounts.span(time)).isEqualTo(shown);
  }
}
