package c3.store.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
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
  void throwsADefectAsItIs() throws IOException {
    OneBehind behind = new OneBehind();
    behind.begin(() -> {
      throw new IllegalStateException("a defect");
    });
    assertThatThrownBy(behind::await)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a defect");
  }

  @Test
  void aStepRunsOnAThreadOfItsOwn() throws IOException {
    OneBehind behind = new OneBehind();
    AtomicReference<Thread> thread = new AtomicReference<>(Thread.currentThread());
    behind.begin(() -> thread.set(Thread.currentThread()));
    behind.await();
    assertThat(thread.get()).isNotSameAs(Thread.currentThread());
  }

  @Test
  void nothingRunsAnyMoreWhenAnInterruptComesOut() throws IOException {
    OneBehind behind = new OneBehind();
    AtomicBoolean done = new AtomicBoolean();
    Thread caller = Thread.currentThread();
    caller.interrupt();
    behind.begin(() -> {
      // Until the caller has noticed.
      while (caller.isInterrupted()) {
        Thread.onSpinWait();
      }
      done.set(true);
    });

    assertThatThrownBy(behind::await).isInstanceOf(InterruptedIOException.class);

    assertThat(done).isTrue();
    assertThat(Thread.interrupted()).isTrue();
  }
}
