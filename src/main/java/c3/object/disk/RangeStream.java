package c3.object.disk;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Reads a number of bytes from where a channel stands, and closes it. Throws `EOFException` when
/// the file turns out to be shorter.
final class RangeStream extends InputStream {
  private final FileChannel channel;
  private long left;

  RangeStream(FileChannel channel, long length) {
    this.channel = channel;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    int count = channel.read(ByteBuffer.wrap(into, offset, (int) Math.min(left, length)));
    if (count < 0) {
      throw new EOFException("the object is shorter than it should be");
    }
    left -= count;
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long step = Math.clamp(count, 0, left);
    channel.position(channel.position() + step);
    left -= step;
    return step;
  }

  @Override
  public int available() {
    return (int) Math.min(left, Integer.MAX_VALUE);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
