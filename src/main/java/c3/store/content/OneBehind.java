package c3.store.content;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// Does one step after the other on another thread while the caller prepares the next, at most one
/// ahead. A pool would have it wait behind somebody else's files, which may take minutes to hash.
/// For one thread.
final class OneBehind {
  private Optional<Future<Boolean>> running = Optional.empty();

  /// Something to do.
  interface Step {
    void run() throws IOException;
  }

  /// Waits for the step before and leaves another to be done. Throws what that one threw.
  void begin(Step step) throws IOException {
    await();
    FutureTask<Boolean> next =
        new FutureTask<>(() -> {
          step.run();
          return true;
        });
    running = Optional.of(next);
    Thread.startVirtualThread(next);
  }

  /// Returns when nothing runs any more. Throws what the last step threw; an interrupt is thrown
  /// then as well, and not before.
  void await() throws IOException {
    if (running.isEmpty()) {
      return;
    }
    Future<Boolean> last = running.get();
    running = Optional.empty();
    boolean interrupted = false;
    while (!last.isDone()) {
      interrupted |= isInterruptedDuring(last);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (last.state() == Future.State.FAILED) {
      switch (last.exceptionNow()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Throwable failure -> throw new IllegalStateException(failure);
      }
    }
    if (interrupted) {
      throw new InterruptedIOException("interrupted while the catalog was asked");
    }
  }

  private static boolean isInterruptedDuring(Future<Boolean> step) {
    try {
      step.get();
      return false;
    } catch (InterruptedException e) {
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }
}
