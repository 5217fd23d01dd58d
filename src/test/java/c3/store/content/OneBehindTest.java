package c3.store.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OneBehindTest {
  @Test
  void throwsWhatTheStepBeforeThrew() throws IOException {
    OneBehind behind = new OneBehind();
    behind.begin(() -> {
      throw new IOException("no");
    });

    assertThatThrownBy(() -> behind.begin(() -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage("no");
    behind.await();
  }

  @Test
  void nothingRunsAnyMoreWhenAnInterruptComesOut() throws IOException {
    OneBehind behind = new OneBehind();
    AtomicBoolean done = new AtomicBoolean();
    Thread caller = Thread.currentThread();
    behind.begin(() -> {
      // Until the caller has noticed.
      while (caller.isInterrupted()) {
        Thread.onSpinWait();
      }
      done.set(true);
    });
    caller.interrupt();

    try {
      behind.await();
    } catch (InterruptedIOException e) {
      // Unless the step was over already.
    }

    assertThat(done).isTrue();
    Thread.interrupted();
  }
}
