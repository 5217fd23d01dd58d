package c3.wire.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The body of an answer as a stream that does not wait for ever: when nothing comes for a while,
/// reading throws `SocketTimeoutException`. The JDK's own stream has no such limit, and a server
/// whose machine is gone sends nothing any more, not even an end. Holds what the connection has
/// delivered but nobody has read: a few buffers. For one reader.
final class TimedBody extends InputStream implements BodySubscriber<InputStream> {
  private static final Flow.Subscription NOT_YET = new Nothing();
  private static final Flow.Subscription CLOSED = new Nothing();

  private final Duration patience;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final AtomicReference<Flow.Subscription> subscription = new AtomicReference<>(NOT_YET);
  private final ArrayDeque<ByteBuffer> ready = new ArrayDeque<>();
  private Optional<Signal> last = Optional.empty();

  TimedBody(Duration patience) {
    this.patience = patience;
  }

  /// What the connection says.
  private sealed interface Signal {
    record Bytes(List<ByteBuffer> buffers) implements Signal {}

    record Broken(Throwable cause) implements Signal {}

    record End() implements Signal {}
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription opened) {
    if (!subscription.compareAndSet(NOT_YET, opened)) {
      opened.cancel();
      return;
    }
    opened.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    signals.add(new Signal.Bytes(buffers));
  }

  @Override
  public void onError(Throwable cause) {
    signals.add(new Signal.Broken(cause));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal.End());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (ready.isEmpty() && last.isEmpty()) {
      receive();
    }
    ByteBuffer buffer = ready.peek();
    if (buffer == null) {
      return ended();
    }
    int n = Math.min(length, buffer.remaining());
    buffer.get(target, offset, n);
    if (!buffer.hasRemaining()) {
      ready.remove();
    }
    return n;
  }

  private int ended() throws IOException {
    if (last.orElseThrow() instanceof Signal.Broken broken) {
      throw new IOException("the answer broke off: " + broken.cause().getMessage(), broken.cause());
    }
    return -1;
  }

  private void receive() throws IOException {
    Signal signal;
    try {
      signal = signals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new InterruptedIOException("interrupted while reading an answer");
    }
    switch (signal) {
      case null -> {
        close();
        throw new SocketTimeoutException("the answer stands still");
      }
      case Signal.Bytes bytes -> {
        bytes.buffers().stream().filter(ByteBuffer::hasRemaining).forEach(ready::add);
        subscription.get().request(1);
      }
      case Signal.Broken broken -> last = Optional.of(broken);
      case Signal.End end -> last = Optional.of(end);
    }
  }

  /// Gives up what has not come yet.
  @Override
  public void close() {
    subscription.getAndSet(CLOSED).cancel();
  }

  /// What stands for a connection that is not there yet, or not any more.
  private static final class Nothing implements Flow.Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}
