package c3.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
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
    "512MiB, 536870912",
    "1.5 Ki, 1536",
    "9223PB, 9223000000000000000"
  })
  void readsSizesInPowersOfAThousandAndOf1024(String typed, long bytes) {
    assertThat(ByteSize.parse(typed)).contains(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "GB", "-1", "1,5GB", "1e3", "9224PB", "10 XB", "1.2345GB", "1GB GB", "1i"})
  void readsNothingElseAsASize(String typed) {
    assertThat(ByteSize.parse(typed)).isEmpty();
  }
}
