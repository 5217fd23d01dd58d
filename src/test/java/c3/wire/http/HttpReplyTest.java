package c3.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.wire.frame.DigestBytes;
import c3.wire.frame.PlacesBytes;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpReplyTest {
  private static HttpReply reply(int length) {
    Endpoint from = new Endpoint(URI.create("http://127.0.0.1:1"), "token", "build");
    return new HttpReply(from, 200, name -> Optional.empty(), ByteBuffer.allocate(length));
  }

  @Test
  void bytesThatStandForNothingAreTheServersFault() {
    List<Digest> asked = List.of(Digest.EMPTY);
    for (C3Exception refusal :
        List.of(
            catchThrowableOfType(C3Exception.class, () -> reply(33).read(DigestBytes::read)),
            catchThrowableOfType(
                C3Exception.class,
                () -> reply(33).read(bytes -> PlacesBytes.read(asked, bytes))))) {
      assertThat(refusal.code()).isEqualTo(ErrorCode.INTERNAL);
      assertThat(refusal.getMessage())
          .startsWith("the server at ")
          .contains("answered what c3 does not understand: ");
    }
  }
}
