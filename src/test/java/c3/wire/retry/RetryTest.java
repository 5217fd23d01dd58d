package c3.wire.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final Duration TOTAL = Duration.ofMinutes(1);

  private final C3Exception gone = new C3Exception(ErrorCode.UNAVAILABLE, "nobody answers");
  private final FakePause time = new FakePause();
  private final List<Duration> pauses = new ArrayList<>();
  private final Retry retry =
      new Retry(Patience.of(TOTAL), time, new Random(7), (reason, pause) -> pauses.add(pause));
  private int calls;

  private String answersAfter(int failures, Duration each) throws IOException {
    calls++;
    time.pass(each);
    if (calls <= failures) {
      throw gone;
    }
    return "answer";
  }

  @Test
  void repeatsWithGrowingPausesUntilThereIsAnAnswer() throws IOException {
    assertThat(retry.<String>call(() -> answersAfter(8, Duration.ZERO))).isEqualTo("answer");
    assertThat(pauses).hasSize(8);
    assertThat(pauses.getFirst()).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    assertThat(pauses.getLast()).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
  }

  @Test
  void throwsTheLastFailureWhenPatienceIsOut() {
    assertThatThrownBy(() -> retry.call(() -> answersAfter(1000, Duration.ZERO))).isSameAs(gone);
    assertThat(time.nanos()).isEqualTo(TOTAL.toNanos());
  }

  @Test
  void isPatientFromTheFirstFailureHoweverLongTheCallWentOnBefore() throws IOException {
    assertThat(retry.<String>call(() -> answersAfter(1, TOTAL.multipliedBy(10))))
        .isEqualTo("answer");
  }

  @Test
  void passesEveryOtherFailureOnAtOnce() {
    C3Exception full = new C3Exception(ErrorCode.STORAGE_FULL, "no space left");

    assertThatThrownBy(() ->
            retry.run(() -> {
              throw full;
            }))
        .isSameAs(full);
    assertThat(pauses).isEmpty();
  }

  @Test
  void triesOnceWithoutPatience() {
    assertThatThrownBy(() -> Retry.never().call(() -> answersAfter(1, Duration.ZERO)))
        .isSameAs(gone);
    assertThat(calls).isOne();
  }

  @Test
  void endsWhenTheThreadIsInterruptedAndLeavesItSo() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> retry.call(() -> answersAfter(1, Duration.ZERO)))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
