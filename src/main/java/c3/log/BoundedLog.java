package c3.log;

import c3.log.AppendResult.Appended;
import c3.log.AppendResult.WrongOffset;
import c3.log.LogFiles.Piece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What a script printed, in a directory of its own: its first bytes and its last, and at most one
/// gap between them. Offsets count what the script wrote, so they never change when bytes in the
/// middle are dropped.
///
/// The beginning is one file and never dropped; the end is a row of files, dropped oldest first
/// while the bound is kept without them. A killed process loses nothing that an append had returned
/// from: the state is the files' names and sizes. One process at a time opens a log for appending;
/// within it every method may be called from any thread.
public final class BoundedLog implements AutoCloseable {

  private final LogBounds bounds;
  private final LogFiles files;
  private final WriteChannel newest = new WriteChannel();

  /// Bytes the script wrote after the last file's end that could not be stored.
  private long unstoredBytes;

  private BoundedLog(LogBounds bounds, LogFiles files) {
    this.bounds = bounds;
    this.files = files;
  }

  /// Opens the log of a directory, which is made when missing. Repeatable after any crash.
  public static BoundedLog open(Path directory, LogBounds bounds) throws IOException {
    return new BoundedLog(bounds, new LogFiles(directory));
  }

  /// Adds what the script just wrote. When it cannot be stored this throws, and the offsets count
  /// it all the same: readers find a gap there. Consumes the buffer.
  public synchronized void append(ByteBuffer bytes) throws IOException {
    long end = length() + bytes.remaining();
    try {
      if (unstoredBytes > 0) {
        startAfterGap(length());
      }
      write(bytes);
    } catch (IOException failure) {
      unstoredBytes = end - files.last().end();
      throw failure;
    }
  }

  /// Adds bytes read from another log: `bytes` were written at offset `at`, and the `gap` bytes
  /// before them are not kept there. Changes nothing unless `at - gap` is this log's length. When
  /// it throws, part of the bytes may be stored; the next call is then told from where to go on.
  public synchronized AppendResult append(long at, long gap, ByteBuffer bytes) throws IOException {
    if (gap < 0 || at < gap) {
      throw new IllegalArgumentException("a gap of %d bytes before offset %d".formatted(gap, at));
    }
    if (at - gap != length()) {
      return new WrongOffset(length());
    }
    if (gap > 0) {
      startAfterGap(at);
    }
    write(bytes);
    return new Appended(length());
  }

  /// Reads at most `max` bytes from an offset on; fewer than there are when a file ends. Returns an
  /// empty slice at the end of the log. A reader inside the gap is moved to its end, one beyond the
  /// log's end back to it.
  public synchronized LogSlice read(long from, int max) throws IOException {
    if (from < 0 || max < 1) {
      throw new IllegalArgumentException("%d bytes from offset %d".formatted(max, from));
    }
    for (Piece piece : files.pieces()) {
      if (from < piece.end()) {
        long at = Math.max(from, piece.start());
        return new LogSlice(from, at, read(piece, at, max));
      }
    }
    return new LogSlice(from, length(), new byte[0]);
  }

  /// The number of bytes the script wrote so far, kept or not.
  public synchronized long length() {
    return files.last().end() + unstoredBytes;
  }

  /// Lets go of the open file; the log stays, and an append opens it again.
  @Override
  public synchronized void close() throws IOException {
    newest.close();
  }

  private void startAfterGap(long at) throws IOException {
    startFile(at);
    // The other log has dropped what lies before the gap, or the disk was full: keep the newest.
    files.dropTailBeforeLast();
    unstoredBytes = 0;
  }

  private void startFile(long at) throws IOException {
    newest.close();
    files.add(at);
  }

  private void write(ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    while (bytes.hasRemaining()) {
      if (roomInLast() <= 0) {
        startFile(files.last().end());
      }
      bytes.limit((int) Math.min(end, bytes.position() + roomInLast()));
      writeToLast(bytes);
      bytes.limit(end);
      files.dropTailUntil(files.last().end() - bounds.tailBytesMax());
    }
  }

  private long roomInLast() {
    Piece last = files.last();
    long max = last.start() == 0 ? bounds.headBytesMax() : bounds.tailFileBytesMax();
    return max - last.size();
  }

  private void writeToLast(ByteBuffer bytes) throws IOException {
    FileChannel channel = newest.to(files.path(files.last().start()));
    try {
      while (bytes.hasRemaining()) {
        int written = channel.write(bytes, files.last().size());
        files.lastHolds(files.last().size() + written);
      }
    } catch (IOException failure) {
      newest.close(); // An interrupt may have closed it under us; the next append opens it again.
      throw failure;
    }
  }

  private byte[] read(Piece piece, long at, int max) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(max, piece.end() - at));
    try (FileChannel channel =
        FileChannel.open(files.path(piece.start()), StandardOpenOption.READ)) {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, at - piece.start() + bytes.position()) < 0) {
          throw new IOException("the log file " + files.path(piece.start()) + " became shorter");
        }
      }
    }
    return bytes.array();
  }
}
