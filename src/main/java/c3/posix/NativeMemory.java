package c3.posix;

import java.io.Closeable;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;

/// Direct buffers that are given back together and at once: others are only when the garbage
/// collector comes to it, which in a process that idles is never. A buffer may not be used any more
/// once this is closed, and is for any thread before.
public final class NativeMemory implements Closeable {
  private final Arena arena = Arena.ofShared();

  /// A new buffer.
  public ByteBuffer buffer(int sizeBytes) {
    return arena.allocate(sizeBytes).asByteBuffer();
  }

  @Override
  public void close() {
    arena.close();
  }
}
