package c3.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.Randomly;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DigestTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @Test
  void itsFormsAreOneAnothers() {
    Randomly.times(
        200,
        random -> {
          byte[] bytes = new byte[Digest.SIZE_BYTES];
          random.nextBytes(bytes);
          Digest digest = Digest.ofBytes(bytes);
          assertThat(digest.bytes()).isEqualTo(bytes);
          assertThat(digest.first()).isEqualTo(ByteBuffer.wrap(bytes).getLong());
          assertThat(digest.fourth()).isEqualTo(ByteBuffer.wrap(bytes).getLong(24));
          assertThat(digest.hex()).isEqualTo(HexFormat.of().formatHex(bytes));
          assertThat(digest).hasToString("sha256:" + digest.hex());
          assertThat(Digest.parse(digest.hex())).isEqualTo(digest).hasSameHashCodeAs(digest);
          assertThat(Digest.parse(digest.toString())).isEqualTo(digest);
          assertThat(Digest.parse(digest.hex().toUpperCase(Locale.ROOT))).isEqualTo(digest);
        });
  }

  @Test
  void isReadFromABufferOfEitherOrder() {
    byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex("ff" + HEX + "ee"), 34);
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      ByteBuffer source = ByteBuffer.wrap(bytes).order(order).position(1);
      assertThat(Digest.read(source).hex()).isEqualTo(HEX);
      assertThat(source.position()).isEqualTo(33);
      assertThat(source.order()).isEqualTo(order);
    }
  }

  @Test
  void differsInEveryBit() {
    Digest digest = Digest.parse(HEX);
    for (int bit = 0; bit < 8 * Digest.SIZE_BYTES; bit++) {
      byte[] other = digest.bytes();
      other[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(Digest.ofBytes(other)).isNotEqualTo(digest);
      assertThat(Integer.signum(Digest.ofBytes(other).compareTo(digest)))
          .isEqualTo(Integer.signum(Arrays.compareUnsigned(other, digest.bytes())));
    }
  }

  @Test
  void refusesWhatIsNone() {
    for (String text : List.of("", "sha256:", HEX.substring(1), HEX + "0", "sha512:" + HEX)) {
      assertThatThrownBy(() -> Digest.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("not a sha256 digest: " + text);
    }
    assertThatThrownBy(() -> Digest.parse("g" + HEX.substring(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Digest.ofBytes(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a digest has 32 bytes, not 31");
  }
}
