package c3.posix;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// Writes a file from its beginning to its end straight to the disk (`O_DIRECT`), where its file
/// system can, and as usual elsewhere. What is written once and is larger than what one looks at
/// next has no business in the page cache: it would push out what other programs work on, and
/// filling the cache takes longer than many a disk does.
///
/// For one thread. The bytes are as durable as those of any write: only after a force.
public final class UncachedWriter {
  /// Whole multiples of it are what every disk takes.
  static final int BLOCK_BYTES = 1 << 12;

  private final OpenFile file;
  private boolean direct;

  /// @param file a new, empty file, which nobody else writes to
  public UncachedWriter(OpenFile file) {
    this.file = file;
    this.direct = file.setDirect(true);
  }

  /// Memory from which a disk can take bytes by itself.
  ///
  /// @param sizeBytes how much it holds at least; it is a whole number of blocks
  public static ByteBuffer buffer(int sizeBytes) {
    int blocks = Math.ceilDiv(sizeBytes, BLOCK_BYTES);
    return ByteBuffer.allocateDirect((blocks + 1) * BLOCK_BYTES - 1).alignedSlice(BLOCK_BYTES);
  }

  /// Appends the rest of a buffer that came from `buffer` and is read from its beginning. All but
  /// the file's last piece are whole blocks.
  public void write(ByteBuffer from) throws IOException {
    int end = from.limit();
    if (direct) {
      from.limit(end - from.remaining() % BLOCK_BYTES);
      writeDirect(from);
      from.limit(end);
    }
    if (from.hasRemaining()) {
      goOnCached();
      file.write(from);
    }
  }

  /// Returns early where the file system does not want it this way after all.
  private void writeDirect(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      MemorySegment memory = MemorySegment.ofBuffer(from);
      int written = LibC.write(file.descriptor(), memory);
      if (written == -Errno.EINVAL || written == -Errno.EOPNOTSUPP || written == 0) {
        return;
      }
      if (written != -Errno.EINTR) {
        from.position(from.position() + file.check(written));
        if (written % BLOCK_BYTES != 0) {
          return;
        }
      }
    }
  }

  private void goOnCached() {
    if (direct) {
      file.setDirect(false);
      direct = false;
    }
  }
}
