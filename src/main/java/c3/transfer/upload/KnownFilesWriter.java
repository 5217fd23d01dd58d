package c3.transfer.upload;

import c3.collect.Found.Stamp;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.CRC32;

/// Writes a file of `KnownFile`s: eight bytes that tell its form, then blocks of a length, a CRC-32
/// and that many bytes of entries, so that one which was torn or damaged is told from a whole one.
/// Nothing is forced to the disk. For one thread.
final class KnownFilesWriter implements Closeable {
  /// What a file begins with: another form of its entries takes another number.
  static final byte[] MAGIC = "C3KNOWN2".getBytes(StandardCharsets.US_ASCII);

  static final int BLOCK_BYTES = 256 << 10;
  static final int HEAD_BYTES = 2 * Integer.BYTES;

  /// What an entry has beside its path: the path's length, size, two times, inode, device, the
  /// inode's links, the mode and the digest.
  static final int FIXED_BYTES = Short.BYTES + 5 * Long.BYTES + Integer.BYTES + 1 + 32;

  private final FileChannel file;
  private final ByteBuffer block = ByteBuffer.allocate(HEAD_BYTES + BLOCK_BYTES);

  /// Makes the file, private to its user.
  KnownFilesWriter(Path path) throws IOException {
    file =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    writeFully(ByteBuffer.wrap(MAGIC));
    block.position(HEAD_BYTES);
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  void add(KnownFile known) throws IOException {
    byte[] path = known.path().bytes();
    if (block.remaining() < FIXED_BYTES + path.length) {
      writeBlock();
    }
    Stamp stamp = known.stamp();
    block
        .putShort((short) path.length)
        .put(path)
        .putLong(stamp.sizeBytes())
        .putLong(stamp.modifiedNanos())
        .putLong(stamp.changedNanos())
        .putLong(stamp.inode())
        .putLong(stamp.device())
        .putInt(stamp.links())
        .put((byte) (stamp.executable() ? 1 : 0))
        .put(known.digest().bytes());
  }

  private void writeBlock() throws IOException {
    int length = block.position() - HEAD_BYTES;
    CRC32 sum = new CRC32();
    sum.update(block.array(), HEAD_BYTES, length);
    block.putInt(0, length).putInt(Integer.BYTES, (int) sum.getValue()).flip();
    writeFully(block);
    block.clear().position(HEAD_BYTES);
  }

  @Override
  public void close() throws IOException {
    try (file) {
      writeBlock();
    }
  }
}
