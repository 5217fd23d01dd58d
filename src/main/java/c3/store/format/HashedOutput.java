package c3.store.format;

import c3.model.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;

/// Writes to a file through one buffer and hashes what it writes.
final class HashedOutput implements Closeable {
  private final FileChannel channel;
  private final ByteBuffer buffer;
  private final MessageDigest hasher = Digest.hasher();
  private long flushedBytes;

  HashedOutput(FileChannel channel, int bufferSize) {
    this.channel = channel;
    this.buffer = ByteBuffer.allocate(bufferSize);
  }

  /// Writes all that remains in a buffer.
  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int piece = Math.min(buffer.remaining(), bytes.remaining());
      buffer.put(buffer.position(), bytes, bytes.position(), piece);
      buffer.position(buffer.position() + piece);
      bytes.position(bytes.position() + piece);
    }
  }

  /// How many bytes were written, those in the buffer among them.
  long sizeBytes() {
    return flushedBytes + buffer.position();
  }

  /// The digest of everything written so far; writing may go on.
  Digest digest() throws IOException {
    flush();
    return Digest.soFar(hasher);
  }

  private void flush() throws IOException {
    buffer.flip();
    hasher.update(buffer.array(), 0, buffer.limit());
    flushedBytes += buffer.limit();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /// Closes the file; what is still in the buffer is not written.
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
