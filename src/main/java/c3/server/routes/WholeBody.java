package c3.server.routes;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The body of one request, read whole. A small one is free, since one in every request in progress
/// has room; a larger one takes its room until the request is over, which is when this is closed.
/// Read once, by one thread.
final class WholeBody implements AutoCloseable {
  private static final int FREE_BYTES = 16 << 10;

  private final BodyRoom room;
  private final Principal principal;
  private int taken;

  WholeBody(BodyRoom room, Principal principal) {
    this.room = room;
    this.principal = principal;
  }

  /// Reads all of it. INVALID when it has more than `max` bytes; UNAVAILABLE when there is no room.
  byte[] read(InputStream source, int max) throws IOException {
    byte[] bytes = source.readNBytes(Math.min(FREE_BYTES, max + 1));
    if (bytes.length == FREE_BYTES) {
      if (!room.take(principal, max)) {
        throw new C3Exception(ErrorCode.UNAVAILABLE, "the server has too much to read");
      }
      taken = max;
      bytes = joined(bytes, source.readNBytes(max - FREE_BYTES + 1));
    }
    if (bytes.length > max) {
      throw new C3Exception(
          ErrorCode.INVALID, "the request's body is longer than " + max + " bytes");
    }
    giveBackAllBut(Math.min(taken, bytes.length));
    return bytes;
  }

  private static byte[] joined(byte[] first, byte[] rest) {
    byte[] whole = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, whole, first.length, rest.length);
    return whole;
  }

  /// Reads all of it, throwing as the other, and makes values of it.
  <T> T decode(InputStream source, int max, BodyRoom.Decoding<T> how) throws IOException {
    byte[] bytes = read(source, max);
    return taken == 0 ? how.decode(bytes) : room.decode(bytes, how);
  }

  private void giveBackAllBut(int kept) {
    if (taken > kept) {
      room.giveBack(principal, taken - kept);
      taken = kept;
    }
  }

  @Override
  public void close() {
    giveBackAllBut(0);
  }
}
