package c3.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Runs tasks on threads of its own. With one thread they run in the order they came. A bounded
/// number waits; who brings one more waits too, which is what holds the stages of a transfer
/// together. After the first failure no further task is run, and everybody is told of it.
public final class Workers implements Closeable {
  private final ExecutorService executor;
  private final Semaphore room;
  private final int tasksMax;
  private final AtomicReference<Optional<Throwable>> failure =
      new AtomicReference<>(Optional.empty());

  /// @param threads how many tasks run at a time
  /// @param waitingMax how many more may wait for a thread
  public Workers(int threads, int waitingMax, ThreadFactory factory) {
    this.executor = Executors.newFixedThreadPool(threads, factory);
    this.tasksMax = threads + waitingMax;
    this.room = new Semaphore(tasksMax, true);
  }

  /// Something to do.
  public interface Task {
    void run() throws IOException;
  }

  /// Waits for room and leaves a task to be run. Throws the failure of an earlier one.
  public void submit(Task task) throws IOException {
    acquire(1);
    boolean left = false;
    try {
      throwFailure();
      executor.execute(() -> run(task));
      left = true;
    } finally {
      if (!left) {
        room.release();
      }
    }
  }

  private void run(Task task) {
    try {
      if (failure.get().isEmpty()) {
        task.run();
      }
    } catch (IOException | RuntimeException | Error e) {
      failure.compareAndSet(Optional.empty(), Optional.of(e));
    } finally {
      room.release();
    }
  }

  /// Waits until every task is done. Throws the first failure there was.
  public void drain() throws IOException {
    acquire(tasksMax);
    room.release(tasksMax);
    throwFailure();
  }

  private void acquire(int permits) throws InterruptedIOException {
    try {
      room.acquire(permits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw brokenOff();
    }
  }

  /// What an interrupt makes of a transfer.
  public static InterruptedIOException brokenOff() {
    return new InterruptedIOException("the transfer was broken off");
  }

  private void throwFailure() throws IOException {
    Optional<Throwable> first = failure.get();
    if (first.isPresent()) {
      throw failure(first.get());
    }
  }

  /// What a task threw, to be thrown again: throws what is unchecked itself.
  public static IOException failure(@Nullable Throwable thrown) {
    return switch (thrown) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IllegalStateException(thrown);
    };
  }

  /// Interrupts what still runs and waits for its end, so that nobody writes a moment later.
  @Override
  public void close() {
    executor.shutdownNow();
    boolean interrupted = false;
    while (!executor.isTerminated()) {
      try {
        executor.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
