package c3.wire.retry;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// Repeats a call while it fails with UNAVAILABLE and patience lasts; every other failure passes
/// through at once. Safe for many threads, each call with a patience of its own.
public final class Retry {
  private final Patience patience;
  private final Pause pause;
  private final RandomGenerator random;
  private final RetryListener listener;

  public Retry(Patience patience, Pause pause, RandomGenerator random, RetryListener listener) {
    this.patience = patience;
    this.pause = pause;
    this.random = random;
    this.listener = listener;
  }

  /// One attempt and no more.
  public static Retry never() {
    return new Retry(Patience.of(Duration.ZERO), Pause.NONE, () -> 0, RetryListener.NONE);
  }

  /// Makes the call until it answers. Throws what the last call threw when patience is out, and
  /// `InterruptedIOException` when the thread is interrupted meanwhile.
  public <T> T call(Call<T> call) throws IOException {
    try {
      return call.once();
    } catch (C3Exception e) {
      return again(call, e);
    }
  }

  /// Patience is counted from the first failure: a transfer may have gone on for hours before.
  private <T> T again(Call<T> call, C3Exception first) throws IOException {
    long began = pause.nanos();
    Duration step = patience.pauseMin();
    C3Exception failure = first;
    long spent = 0;
    while (failure.code() == ErrorCode.UNAVAILABLE && spent < patience.total().toNanos()) {
      sleep(failure, jittered(step, patience.total().minusNanos(spent)));
      try {
        return call.once();
      } catch (C3Exception e) {
        failure = e;
      }
      step = shorter(step.multipliedBy(2), patience.pauseMax());
      spent = pause.nanos() - began;
    }
    throw failure;
  }

  /// The same for a call that answers nothing.
  public void run(Action action) throws IOException {
    call(() -> {
      action.once();
      return true;
    });
  }

  private Duration jittered(Duration step, Duration left) {
    long nanos = step.toNanos();
    return shorter(Duration.ofNanos(nanos - random.nextLong(nanos / 2 + 1)), left);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private void sleep(C3Exception reason, Duration time) throws InterruptedIOException {
    listener.waiting(reason, time);
    try {
      pause.pause(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting: " + reason.message());
    }
  }

  /// One attempt; must be repeatable.
  @FunctionalInterface
  public interface Call<T> {
    T once() throws IOException;
  }

  /// One attempt without an answer; must be repeatable.
  @FunctionalInterface
  public interface Action {
    void once() throws IOException;
  }
}
