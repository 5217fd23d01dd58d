package c3.transfer;

import c3.posix.UncachedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Direct buffers of one size, used again and again: there are never more than were in use at a
/// time. Safe for many threads.
public final class Buffers {
  private final int sizeBytes;
  private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

  /// @param sizeBytes how much each holds at least
  public Buffers(int sizeBytes) {
    this.sizeBytes = sizeBytes;
  }

  /// Something that needs a buffer.
  public interface Use<T> {
    T with(ByteBuffer buffer) throws IOException;
  }

  /// Lends an empty buffer.
  public <T> T lend(Use<T> use) throws IOException {
    ByteBuffer buffer = take();
    try {
      return use.with(buffer);
    } finally {
      giveBack(buffer);
    }
  }

  /// Takes an empty buffer, for as long as another thread needs it too.
  ByteBuffer take() {
    ByteBuffer taken = free.poll();
    return taken == null ? UncachedWriter.buffer(sizeBytes) : taken.clear();
  }

  /// One that is not given back is only lost.
  void giveBack(ByteBuffer buffer) {
    free.add(buffer);
  }
}
