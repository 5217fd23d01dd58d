package c3.store.content;

import c3.object.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that only takes up room, to be deleted when the disk is full: removing artifacts, and
/// ending jobs, needs some room in the catalog, and must work then.
final class Reserve {
  static final String NAME = "reserve";
  private static final int PIECE_BYTES = 1 << 20;

  /// How many times the reserve must be free before it is taken, so that it does not fill the disk
  /// itself.
  private static final int ROOM_FACTOR = 16;

  private final Path file;
  private final Disk disk;
  private final long sizeBytes;

  Reserve(Path file, Disk disk, long sizeBytes) {
    this.file = file;
    this.disk = disk;
    this.sizeBytes = sizeBytes;
  }

  /// Takes the room where there is plenty. Not forced: what counts is that the blocks are taken.
  void take() throws IOException {
    Path folder = file.resolveSibling("");
    boolean taken = Files.exists(file) && Files.size(file) == sizeBytes;
    if (sizeBytes == 0 || taken || disk.usableBytes(folder) < ROOM_FACTOR * sizeBytes) {
      return;
    }
    disk.delete(file);
    try (FileChannel channel =
        disk.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(PIECE_BYTES);
      for (long left = sizeBytes; left > 0; left -= PIECE_BYTES) {
        zeros.clear().limit((int) Math.min(left, PIECE_BYTES));
        while (zeros.hasRemaining()) {
          channel.write(zeros);
        }
      }
    }
  }
}
