package c3.server.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeBodyTest {
  private static final HttpServerLimits LIMITS = HttpServerLimits.STANDARD;
  private static final int MAX = LIMITS.shared().controlBodyMax();
  private static final Principal ONE = new Principal.Person(AccountId.LOCAL);
  private static final Principal OTHER = new Principal.Person(new AccountId(2));

  private final BodyRoom room = new BodyRoom(LIMITS);

  @Test
  void nobodyTakesTheRoomOfAllOthers() throws IOException {
    List<WholeBody> held = new ArrayList<>();
    for (int bytes = 0; bytes < LIMITS.bodiesEachMax(); bytes += MAX) {
      WholeBody body = new WholeBody(room, ONE);
      assertThat(read(body, MAX)).hasSize(MAX);
      held.add(body);
    }

    assertThat(refusal(ONE, MAX)).isEqualTo(ErrorCode.UNAVAILABLE);
    try (WholeBody others = new WholeBody(room, OTHER)) {
      assertThat(read(others, MAX)).hasSize(MAX);
    }
    held.forEach(WholeBody::close);
    try (WholeBody later = new WholeBody(room, ONE)) {
      assertThat(read(later, MAX)).hasSize(MAX);
    }
  }

  @Test
  void smallBodiesNeedNoRoom() throws IOException {
    for (int bytes = 0; bytes < 2 * LIMITS.bodiesMax(); bytes += 8 << 10) {
      // Never closed, as if each were still being answered.
      assertThat(read(new WholeBody(room, ONE), 8 << 10)).hasSize(8 << 10);
    }
  }

  @Test
  void aBodyThatIsTooLongIsRefusedAndLeavesNothingTaken() throws IOException {
    for (int i = 0; i < 20; i++) {
      assertThat(refusal(ONE, MAX + 1)).isEqualTo(ErrorCode.INVALID);
    }
    try (WholeBody body = new WholeBody(room, ONE)) {
      assertThat(read(body, MAX)).hasSize(MAX);
    }
  }

  private static byte[] read(WholeBody body, int size) throws IOException {
    return body.read(new ByteArrayInputStream(new byte[size]), MAX);
  }

  private ErrorCode refusal(Principal who, int size) throws IOException {
    try (WholeBody body = new WholeBody(room, who)) {
      return catchThrowableOfType(C3Exception.class, () -> read(body, size)).code();
    }
  }
}
