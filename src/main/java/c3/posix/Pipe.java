package c3.posix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A pipe whose writing end has a name that a child process can open. The JDK's own pipe to a child
/// is emptied into memory, without a bound, when the child ends while another process still writes;
/// this one is read by nobody but its owner.
public final class Pipe implements AutoCloseable {
  private final int writerDescriptor;
  private final FileChannel reader;
  private boolean writerOpen = true;

  private Pipe(int writerDescriptor, FileChannel reader) {
    this.writerDescriptor = writerDescriptor;
    this.reader = reader;
  }

  /// Opens a pipe; throws when the process has no descriptor left.
  public static Pipe open() throws IOException {
    int readerDescriptor;
    int writerDescriptor;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(2 * Integer.BYTES, Integer.BYTES);
      if (LibC.pipe2(ends, Flags.O_CLOEXEC) != 0) {
        throw new IOException("no pipe can be opened: too many open files?");
      }
      ByteBuffer descriptors = Calls.bytes(ends);
      readerDescriptor = descriptors.getInt();
      writerDescriptor = descriptors.getInt();
    }
    try {
      // Opened once more by name, for a channel that another thread can close under a reader.
      return new Pipe(
          writerDescriptor, FileChannel.open(name(readerDescriptor), StandardOpenOption.READ));
    } catch (IOException e) {
      LibC.close(writerDescriptor);
      throw e;
    } finally {
      LibC.close(readerDescriptor);
    }
  }

  /// The reading end. Closing it ends a read in progress in another platform thread.
  public FileChannel reader() {
    return reader;
  }

  /// The name under which a child of this process opens the writing end, until [#closeWriter].
  public Path writer() {
    return name(writerDescriptor);
  }

  /// Closes this process's writing end, so that the reader comes to an end when all others have
  /// closed theirs. Repeatable.
  public synchronized void closeWriter() {
    if (writerOpen) {
      writerOpen = false;
      LibC.close(writerDescriptor);
    }
  }

  @Override
  public void close() throws IOException {
    closeWriter();
    reader.close();
  }

  private static Path name(int descriptor) {
    return Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/" + descriptor);
  }
}
