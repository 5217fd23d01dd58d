package c3.store.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/// Gives half of its bytes, all ones, hangs until it is told to go on, and gives the rest.
final class HangingStream extends InputStream {
  private final CountDownLatch half = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final long length;
  private long at;

  HangingStream(long length) {
    this.length = length;
  }

  void awaitHalf() throws InterruptedException {
    half.await();
  }

  void goOn() {
    goOn.countDown();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(byte[] into, int offset, int count) throws IOException {
    if (at == length) {
      return -1;
    }
    if (at >= length / 2) {
      half.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
    int given = (int) Math.min(count, length - at);
    Arrays.fill(into, offset, offset + given, (byte) 1);
    at += given;
    return given;
  }
}
