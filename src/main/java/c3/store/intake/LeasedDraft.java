package c3.store.intake;

import c3.model.Digest;
import c3.object.disk.Disk;
import c3.posix.FileStatus;
import c3.posix.OpenFile;
import c3.posix.ReadLease;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/// A file that somebody linked into a drop folder, while the kernel keeps everybody from writing to
/// it. Whatever speaks against taking it is thrown as an `IOException`, and the file is to be sent
/// instead.
final class LeasedDraft implements Closeable {
  /// The drop's own name, and the one that it was linked from.
  private static final int LINKS_MAX = 2;

  private final Path file;
  private final Disk disk;
  private final OpenFile open;
  private final ReadLease lease;
  private final FileStatus status;

  private LeasedDraft(Path file, Disk disk, OpenFile open, ReadLease lease) throws IOException {
    this.file = file;
    this.disk = disk;
    this.open = open;
    this.lease = lease;
    this.status = open.status();
  }

  /// Opens a drop and takes the lease.
  ///
  /// @param sizeBytes how long its owner says it is
  /// @param owner the number of the store's user, whose file it must be
  static LeasedDraft take(Path file, Disk disk, long sizeBytes, int owner) throws IOException {
    OpenFile open = OpenFile.forReading(file);
    try {
      LeasedDraft draft = new LeasedDraft(file, disk, open, ReadLease.take(open));
      draft.check(sizeBytes, owner);
      return draft;
    } catch (IOException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  private void check(long sizeBytes, int owner) throws IOException {
    require(status.isFile(), "it is no regular file");
    require(status.owner() == owner, "it is another user's");
    require(status.links() <= LINKS_MAX, "it has other names too");
    require(status.sizeBytes() == sizeBytes, "it has another size than it was said to have");
  }

  Path file() {
    return file;
  }

  long sizeBytes() {
    return status.sizeBytes();
  }

  /// Makes the file read-only and lets the disk begin to write what is not on it yet.
  void startWriteBack() throws IOException {
    disk.makeReadOnly(file, status.executable());
    open.startWriteBack();
  }

  /// Hashes the file.
  ///
  /// @param buffer a direct buffer to read through
  Digest hash(ByteBuffer buffer) throws IOException {
    MessageDigest hasher = Digest.hasher();
    long at = 0;
    while (at < status.sizeBytes()) {
      buffer.clear();
      int count = open.read(buffer, at);
      require(count > 0, "it became shorter");
      hasher.update(buffer.flip());
      at += count;
    }
    return Digest.ofBytes(hasher.digest());
  }

  /// Makes the file's bytes durable, and makes sure that nobody has wanted to write to it since the
  /// lease was taken.
  void force() throws IOException {
    try (FileChannel channel = disk.open(file, StandardOpenOption.READ)) {
      disk.force(channel);
    }
    require(lease.isHeld(), "somebody wants to write to it");
    require(open.status().sizeBytes() == status.sizeBytes(), "it grew");
  }

  private static void require(boolean right, String otherwise) throws IOException {
    if (!right) {
      throw new IOException(otherwise);
    }
  }

  @Override
  public void close() {
    lease.close();
    open.close();
  }
}
