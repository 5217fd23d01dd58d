package c3.store.read;

import c3.model.Digest;
import c3.store.BlobCorrupt;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.function.Function;

/// A whole blob that is hashed while it is read: the read that would give out its last byte throws
/// `BlobCorrupt` instead when the bytes are not what the blob's name says.
final class VerifiedStream extends InputStream {
  private final InputStream blob;
  private final Digest digest;
  private final Function<String, BlobCorrupt> damaged;
  private final MessageDigest hasher = Digest.hasher();
  private long left;

  /// @param damaged makes what is thrown of how the damage showed
  VerifiedStream(
      InputStream blob, Digest digest, long sizeBytes, Function<String, BlobCorrupt> damaged) {
    this.blob = blob;
    this.digest = digest;
    this.left = sizeBytes;
    this.damaged = damaged;
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
    int count = readSome(into, offset, (int) Math.min(left, length));
    hasher.update(into, offset, count);
    left -= count;
    if (left == 0 && !Digest.ofBytes(hasher.digest()).equals(digest)) {
      throw damaged.apply("its bytes have changed on the disk");
    }
    return count;
  }

  private int readSome(byte[] into, int offset, int length) throws IOException {
    try {
      int count = blob.read(into, offset, length);
      if (count >= 0) {
        return count;
      }
    } catch (EOFException e) {
      throw damaged.apply("the file it lies in is too short").causedBy(e);
    }
    throw damaged.apply("the file it lies in is too short");
  }

  @Override
  public int available() throws IOException {
    return blob.available();
  }

  @Override
  public void close() throws IOException {
    blob.close();
  }
}
