package c3.transfer.upload;

import c3.collect.Found.Stamp;
import c3.model.Digest;
import c3.model.EntryPath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/// Reads what `KnownFilesWriter` wrote, once from front to back. A block that is not whole, and
/// what comes behind it, is as if it were not there. For one thread.
final class KnownFilesReader implements Closeable {
  private final FileChannel file;
  private final ByteBuffer block =
      ByteBuffer.allocate(KnownFilesWriter.HEAD_BYTES + KnownFilesWriter.BLOCK_BYTES).limit(0);
  private Optional<KnownFile> next = Optional.empty();

  /// Nothing is known from a file of another form.
  KnownFilesReader(Path path) throws IOException {
    file = FileChannel.open(path);
    byte[] magic = new byte[KnownFilesWriter.MAGIC.length];
    if (fill(magic.length)) {
      block.get(magic);
    }
    if (!Arrays.equals(magic, KnownFilesWriter.MAGIC)) {
      file.position(file.size());
    }
    block.limit(block.position());
  }

  /// Goes on to a path, which must lie behind the one before; nothing when it is not known.
  Optional<KnownFile> find(EntryPath path) throws IOException {
    if (next.isEmpty()) {
      next = read();
    }
    while (next.isPresent() && next.get().path().compareTo(path) < 0) {
      next = read();
    }
    return next.filter(known -> known.path().equals(path));
  }

  private Optional<KnownFile> read() throws IOException {
    if (!block.hasRemaining() && !readBlock()) {
      return Optional.empty();
    }
    byte[] path = new byte[Short.toUnsignedInt(block.getShort())];
    block.get(path);
    long size = block.getLong();
    long modified = block.getLong();
    long changed = block.getLong();
    long inode = block.getLong();
    long device = block.getLong();
    int links = block.getInt();
    boolean executable = block.get() != 0;
    byte[] digest = new byte[Digest.SIZE_BYTES];
    block.get(digest);
    return Optional.of(
        new KnownFile(
            EntryPath.ofBytes(path),
            new Stamp(size, executable, modified, changed, inode, device, links),
            Digest.ofBytes(digest)));
  }

  private boolean readBlock() throws IOException {
    if (!fill(KnownFilesWriter.HEAD_BYTES)) {
      block.limit(0);
      return false;
    }
    int length = block.getInt();
    int sum = block.getInt();
    if (length <= 0 || length > KnownFilesWriter.BLOCK_BYTES || !fill(length)) {
      block.limit(0);
      return false;
    }
    CRC32 actual = new CRC32();
    actual.update(block.array(), 0, length);
    if ((int) actual.getValue() != sum) {
      block.limit(0);
      return false;
    }
    return true;
  }

  private boolean fill(int length) throws IOException {
    block.clear().limit(length);
    int got = 0;
    while (block.hasRemaining() && got >= 0) {
      got = file.read(block);
    }
    block.flip();
    return block.limit() == length;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
