package c3.store.intake;

import c3.object.disk.Disk;
import c3.posix.OpenFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A draft while it is written. Closing it removes the file, unless publishing has moved it away.
final class OpenDraft implements Closeable {
  private static final long WRITE_BACK_EVERY_BYTES = 32L << 20;

  private final Disk disk;
  private final Path file;
  private final FileChannel channel;
  private long writtenBytes;

  OpenDraft(SessionGround ground) throws IOException {
    this.disk = ground.store().disk();
    this.file = ground.folder().fresh();
    this.channel = disk.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  Path file() {
    return file;
  }

  /// Appends the first bytes of an array.
  void write(byte[] bytes, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    long before = writtenBytes / WRITE_BACK_EVERY_BYTES;
    writtenBytes += length;
    if (writtenBytes / WRITE_BACK_EVERY_BYTES > before) {
      startWriteBack();
    }
  }

  /// Lets the disk begin its work while more bytes come, or are hashed.
  void startWriteBack() throws IOException {
    try (OpenFile open = OpenFile.forReading(file)) {
      open.startWriteBack();
    }
  }

  /// Makes the file read-only and its bytes durable.
  void seal(boolean executable) throws IOException {
    disk.makeReadOnly(file, executable);
    disk.force(channel);
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      disk.delete(file);
    }
  }
}
