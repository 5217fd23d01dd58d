package c3.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import c3.Randomly;
import c3.model.DigestStarts;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DigestStartsBytesTest {
  private static final Optional<DigestStarts> STARTS = Optional.of(DigestStarts.of(1, -2));

  private static Optional<DigestStarts> read(byte[] bytes) {
    return DigestStartsBytes.read(ByteBuffer.wrap(bytes));
  }

  @Test
  void keepsItsForm() {
    byte[] bytes = DigestStartsBytes.write(STARTS);
    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo("01" + "0000000000000001" + "fffffffffffffffe");
    assertThat(read(bytes)).isEqualTo(STARTS);
  }

  @Test
  void tellsTooManyFromNone() {
    assertThat(DigestStartsBytes.write(Optional.empty())).containsExactly(0);
    assertThat(read(new byte[] {0})).isEmpty();
    assertThat(DigestStartsBytes.write(Optional.of(DigestStarts.of()))).containsExactly(1);
    assertThat(read(new byte[] {1})).contains(DigestStarts.of());
  }

  @Test
  void refusesABodyThatIsCut() {
    byte[] whole = DigestStartsBytes.write(STARTS);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      if (length % Long.BYTES == 1) {
        assertThat(read(cut).orElseThrow().size()).isEqualTo(length / Long.BYTES);
      } else {
        assertThatIllegalArgumentException().as("%d bytes", length).isThrownBy(() -> read(cut));
      }
    }
  }

  @Test
  void whateverArrivesIsRefusedOrStarts() {
    Randomly.times(
        5_000,
        random -> {
          byte[] bytes = new byte[random.nextInt(40)];
          random.nextBytes(bytes);
          if (bytes.length > 0 && random.nextBoolean()) {
            bytes[0] = (byte) random.nextInt(3);
          }
          try {
            assertThat(DigestStartsBytes.write(read(bytes))).isEqualTo(bytes);
          } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
          }
        });
  }
}
