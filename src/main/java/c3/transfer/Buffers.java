package c3.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Direct buffers of one size, used again and again: there are never more than were in use at a
/// time. Safe for many threads.
public final class Buffers {
  private final int sizeBytes;
  private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

  public Buffers(int sizeBytes) {
    this.sizeBytes = sizeBytes;
  }

  /// Something that needs a buffer.
  public interface Use<T> {
    T with(ByteBuffer buffer) throws IOException;
  }

  /// Lends an empty buffer.
  public <T> T lend(Use<T> use) throws IOException {
    ByteBuffer taken = free.poll();
    ByteBuffer buffer = taken == null ? ByteBuffer.allocateDirect(sizeBytes) : taken;
    try {
      return use.with(buffer.clear());
    } finally {
      free.add(buffer);
    }
  }
}
