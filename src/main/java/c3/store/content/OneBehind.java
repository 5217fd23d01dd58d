package c3.store.content;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// Does one step after the other on another thread while the caller prepares the next, at most one
/// ahead. For one thread.
final class OneBehind {
  private final ExecutorService threads;
  private Optional<Future<Boolean>> running = Optional.empty();

  OneBehind(ExecutorService threads) {
    this.threads = threads;
  }

  /// Something to do.
  interface Step {
    void run() throws IOException;
  }

  /// Waits for the step before and leaves another to be done. Throws what that one threw.
  void begin(Step step) throws IOException {
    await();
    running =
        Optional.of(
            threads.submit(() -> {
              step.run();
              return true;
            }));
  }

  /// Returns when nothing runs any more. Throws what the last step threw.
  void await() throws IOException {
    if (running.isEmpty()) {
      return;
    }
    Future<Boolean> last = running.get();
    running = Optional.empty();
    try {
      last.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the catalog was asked");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }
}
