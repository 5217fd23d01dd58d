package c3.posix;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// An open file, held by its descriptor, so that nothing that happens to its name matters any more.
/// For one thread at a time. Buffers are direct: the kernel reads and writes where they lie.
public final class OpenFile implements Closeable {
  private static final int COPY_BUFFER_BYTES = 1 << 17;

  private final int descriptor;
  private final byte[] name;
  private boolean open = true;

  OpenFile(int descriptor, byte[] name) {
    this.descriptor = descriptor;
    this.name = name;
  }

  /// Opens a file for reading. Throws `FileSystemLoopException` when the path's last part is a
  /// symbolic link, and never waits, not even for a FIFO's writer: whether it is a regular file is
  /// what `status` says.
  public static OpenFile forReading(Path file) throws IOException {
    return open(Flags.AT_FDCWD, FileNames.bytes(file));
  }

  static OpenFile open(int directory, byte[] name) throws IOException {
    int flags = Flags.O_RDONLY | Flags.O_NOFOLLOW | Flags.O_NONBLOCK | Flags.O_CLOEXEC;
    return new OpenFile(Calls.open(directory, name, flags, 0), name);
  }

  int descriptor() {
    return descriptor;
  }

  private String shown() {
    return new String(name, StandardCharsets.UTF_8);
  }

  /// What the kernel knows of the file now.
  public FileStatus status() throws IOException {
    return Calls.status(descriptor, name);
  }

  /// Reads into the rest of a direct buffer from a place in the file; returns how many bytes it
  /// got, 0 at the file's end.
  public int read(ByteBuffer into, long at) throws IOException {
    MemorySegment memory = MemorySegment.ofBuffer(into);
    int read;
    do {
      read = LibC.pread(descriptor, memory, at);
    } while (read == -Errno.EINTR);
    Errno.check(read, name);
    into.position(into.position() + read);
    return read;
  }

  /// Appends the rest of a direct buffer, all of it.
  public void write(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      MemorySegment memory = MemorySegment.ofBuffer(from);
      int written = Calls.repeated(() -> LibC.write(descriptor, memory), name);
      from.position(from.position() + written);
    }
  }

  /// Copies a range of another file to a place in this one inside the kernel, by sharing blocks
  /// where the file system can. Returns how many bytes were copied: fewer than asked for only at
  /// the source's end. A failure is of the file that it names: see `isNamedBy`.
  public long copyFrom(OpenFile source, long offset, long length, long to) throws IOException {
    long done = 0;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment sourceAt = number(arena, offset);
      MemorySegment targetAt = number(arena, to);
      while (done < length) {
        long left = length - done;
        long copied = LibC.copyFileRange(source.descriptor, sourceAt, descriptor, targetAt, left);
        if (copied == 0) {
          return done;
        }
        if (copied > 0) {
          done += copied;
        } else if (copied != -Errno.EINTR) {
          // The kernel cannot, or it fails and does not say on which side: a copy by hand tells.
          return done + copyThroughMemory(source, offset + done, left, to + done);
        }
      }
    }
    return done;
  }

  private static MemorySegment number(Arena arena, long value) {
    MemorySegment memory = arena.allocate(Long.BYTES, Long.BYTES);
    Calls.bytes(memory).putLong(value);
    return memory;
  }

  /// Makes an empty file the same as another by sharing its blocks, where the file system can:
  /// nothing is read or written. Returns whether it did.
  public boolean share(OpenFile source) {
    return LibC.ioctl(descriptor, Flags.FICLONE, source.descriptor) == 0;
  }

  /// Whether a failure is this file's, and not another's that took part.
  public boolean isNamedBy(FileSystemException failure) {
    return shown().equals(failure.getFile());
  }

  private long copyThroughMemory(OpenFile source, long offset, long length, long to)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(COPY_BUFFER_BYTES);
    long done = 0;
    while (done < length) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), length - done));
      if (source.read(buffer, offset + done) == 0) {
        return done;
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        MemorySegment memory = MemorySegment.ofBuffer(buffer);
        long at = to + done;
        int written = Calls.repeated(() -> LibC.pwrite(descriptor, memory, at), name);
        buffer.position(buffer.position() + written);
        done += written;
      }
    }
    return done;
  }

  /// Asks the kernel to begin writing the file's dirty pages to the disk, so that a later force has
  /// less to wait for. Nothing is promised, and where it is not known nothing happens.
  public void startWriteBack() {
    LibC.syncFileRange(descriptor, 0, 0, Flags.SYNC_FILE_RANGE_WRITE);
  }

  /// Has reads and writes pass by the page cache or not. Returns whether it is so now: not every
  /// file system can.
  boolean setDirect(boolean on) {
    int flags = LibC.fcntl(descriptor, Flags.F_GETFL, 0);
    int wanted = on ? flags | Flags.O_DIRECT : flags & ~Flags.O_DIRECT;
    return flags >= 0 && LibC.fcntl(descriptor, Flags.F_SETFL, wanted) >= 0;
  }

  /// Passes a call's answer on, or throws what a negative one means.
  int check(int answer) throws IOException {
    return Errno.check(answer, name);
  }

  /// Sets when the file was last changed, in nanoseconds since the epoch; and when it was last
  /// read, to the same.
  public void setModified(long nanos) throws IOException {
    Calls.setModified(descriptor, nanos, name);
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      // The descriptor is gone whatever the answer; what was written was answered by `write`.
      LibC.close(descriptor);
    }
  }
}
