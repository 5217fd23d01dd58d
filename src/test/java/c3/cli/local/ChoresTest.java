package c3.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoresTest {
  @ParameterizedTest
  @ValueSource(classes = {IOException.class, IllegalStateException.class, OutOfMemoryError.class})
  void aChoreThatFailsComesAgain(Class<? extends Throwable> failure) throws Exception {
    CountDownLatch runs = new CountDownLatch(3);
    try (Chores chores = new Chores()) {
      chores.every(
          Duration.ofMillis(1),
          () -> {
            runs.countDown();
            fail(failure);
          });

      assertThat(runs.await(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  private static void fail(Class<? extends Throwable> failure) throws IOException {
    if (failure == IOException.class) {
      throw new IOException("the test's");
    }
    if (failure == IllegalStateException.class) {
      throw new IllegalStateException("the test's");
    }
    throw new OutOfMemoryError("the test's");
  }
}
