package c3.wire.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;

/// A part of a file as the body of a request: read as it is sent, a buffer at a time. The channel
/// is the caller's.
final class FileSlice {
  private static final int BUFFER_SIZE = 128 << 10;

  private final FileChannel file;
  private final long offset;
  private final long length;
  private final AtomicReference<IOException> failure = new AtomicReference<>();

  FileSlice(FileChannel file, long offset, long length) {
    this.file = file;
    this.offset = offset;
    this.length = length;
  }

  long length() {
    return length;
  }

  BodyPublisher publisher() {
    return length == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(Buffers::new), length);
  }

  /// All of it, for a slice that memory has room for.
  ByteBuffer read() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    fill(bytes, offset);
    return bytes.flip();
  }

  private void fill(ByteBuffer buffer, long position) throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int n = file.read(buffer, at);
      if (n < 0) {
        throw new EOFException("the file became shorter while it was sent");
      }
      at += n;
    }
  }

  /// Throws what went wrong on this side: a disk that fails is no server that does not answer.
  void rethrow() throws IOException {
    IOException own = failure.get();
    if (own != null) {
      throw own;
    }
  }

  private final class Buffers implements Iterator<byte[]> {
    private long sent;

    @Override
    public boolean hasNext() {
      return sent < length;
    }

    @Override
    public byte[] next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      byte[] buffer = new byte[(int) Math.min(BUFFER_SIZE, length - sent)];
      try {
        fill(ByteBuffer.wrap(buffer), offset + sent);
      } catch (IOException e) {
        failure.set(e);
        throw new UncheckedIOException(e);
      }
      sent += buffer.length;
      return buffer;
    }
  }
}
