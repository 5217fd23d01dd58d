package c3.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import c3.Randomly;
import c3.model.Digest;
import c3.wire.message.LocateRequest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocateRequestBytesTest {
  private static final LocateRequest REQUEST =
      new LocateRequest("nonce", List.of(new Digest(1, 2, 3, -1), new Digest(5, 6, 7, 8)));

  private static LocateRequest read(byte[] bytes) {
    return LocateRequestBytes.read(ByteBuffer.wrap(bytes));
  }

  @Test
  void keepsItsForm() {
    byte[] bytes = LocateRequestBytes.write(REQUEST);
    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo(
            "05"
                + "6e6f6e6365"
                + "000000000000000100000000000000020000000000000003ffffffffffffffff"
                + "0000000000000005000000000000000600000000000000070000000000000008");
    assertThat(read(bytes)).isEqualTo(REQUEST);
  }

  @Test
  void whatIsWrittenIsReadBackEqualAndNoLongerThanItMayBe() {
    Randomly.times(
        300,
        random -> {
          String nonce = "0123456789abcdef".repeat(16).substring(random.nextInt(256) + 1);
          List<Digest> digests =
              Stream.generate(() -> new Digest(random.nextLong(), random.nextLong(), 0, -1))
                  .limit(random.nextInt(50))
                  .toList();
          LocateRequest request = new LocateRequest(nonce, digests);
          byte[] bytes = LocateRequestBytes.write(request);
          assertThat(read(bytes)).isEqualTo(request);
          assertThat(bytes.length).isLessThanOrEqualTo(LocateRequestBytes.sizeMax(digests.size()));
        });
  }

  @Test
  void refusesANonceThatIsTooLong() {
    LocateRequest request = new LocateRequest("n".repeat(256), List.of());
    assertThatIllegalArgumentException().isThrownBy(() -> LocateRequestBytes.write(request));
  }

  @Test
  void refusesARequestThatIsCutWithinTheNonceOrADigest() {
    byte[] whole = LocateRequestBytes.write(REQUEST);
    int nonceEnd = 1 + REQUEST.nonce().length();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      int ofDigests = length - nonceEnd;
      if (ofDigests < 0 || ofDigests % Digest.SIZE_BYTES != 0) {
        assertThatIllegalArgumentException().as("%d bytes", length).isThrownBy(() -> read(cut));
      } else {
        assertThat(read(cut).digests()).hasSize(ofDigests / Digest.SIZE_BYTES);
      }
    }
  }

  @Test
  void whateverArrivesIsRefusedOrARequest() {
    Randomly.times(
        5_000,
        random -> {
          byte[] bytes = new byte[random.nextInt(400)];
          random.nextBytes(bytes);
          try {
            assertThat(LocateRequestBytes.write(read(bytes))).isEqualTo(bytes);
          } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
          }
        });
  }
}
