package c3.posix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NotLinkException;
import java.util.function.Function;
import java.util.function.Supplier;

/// System calls with names as bytes and failures as exceptions; one that a signal broke off is made
/// again.
final class Calls {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long LINK_TARGET_BYTES_MAX = 4096;

  /// The name of the directory itself.
  static final byte[] HERE = {'.'};

  private static final MemorySegment NO_NAME = Arena.global().allocate(1);

  /// What the calls that are made for every file pass to the kernel and get from it: each thread's
  /// own, since memory for each call would cost more than the call does.
  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private static final class Scratch {
    private static final int TIMES_BYTES = 4 * Long.BYTES;

    /// Little, since a server answers each request on a thread of its own.
    private static final int NAME_BYTES = 512;

    private final MemorySegment all =
        memory(FileStatus.ANSWER_SIZE + TIMES_BYTES + (long) NAME_BYTES);
    private final MemorySegment status = all.asSlice(0, FileStatus.ANSWER_SIZE);
    private final ByteBuffer statusBytes = bytes(status);
    private final MemorySegment times = all.asSlice(FileStatus.ANSWER_SIZE, TIMES_BYTES);
    private final ByteBuffer timesBytes = bytes(times);
    private final MemorySegment name = all.asSlice(FileStatus.ANSWER_SIZE + (long) TIMES_BYTES);
    private final ByteBuffer nameBytes = bytes(name);

    private static MemorySegment memory(long size) {
      return Arena.ofAuto().allocate(size, Long.BYTES);
    }

    /// A name, until the thread's next one; a longer one in memory of its own.
    MemorySegment name(byte[] text) {
      if (text.length >= NAME_BYTES) {
        MemorySegment own = memory(text.length + 1L);
        put(text, bytes(own));
        return own;
      }
      put(text, nameBytes);
      return name;
    }
  }

  /// What lies in memory, to be looked at and changed. A segment's own `get` and `set` take 10 ms
  /// to link when they are first called, a buffer's nothing.
  static ByteBuffer bytes(MemorySegment memory) {
    return memory.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  private Calls() {}

  /// A call that answers a negative error number.
  interface Call {
    int run();
  }

  /// Makes a call until no signal breaks it off; throws what a negative answer means. Not for what
  /// an upload calls for every file: the lambda costs more to make than the call does, until the
  /// best compiler has seen it.
  static int repeated(Call call, byte[] name) throws IOException {
    return Errno.check(repeated(call), name);
  }

  /// Makes a call until no signal breaks it off.
  static int repeated(Call call) {
    int result = call.run();
    while (result == -Errno.EINTR) {
      result = call.run();
    }
    return result;
  }

  static int open(int directory, byte[] name, int flags, int mode) throws IOException {
    MemorySegment text = text(name);
    int answer;
    do {
      answer = LibC.openat(directory, text, flags, mode);
    } while (answer == -Errno.EINTR);
    return Errno.check(answer, name);
  }

  /// Opens what is named by a path below a directory.
  ///
  /// @param shown makes the file's name for a message
  static int open(int directory, byte[] path, int flags, Supplier<String> shown)
      throws IOException {
    MemorySegment text = text(path);
    int answer = repeated(() -> LibC.openat(directory, text, flags, 0));
    if (answer < 0) {
      throw Errno.failure(-answer, shown.get());
    }
    return answer;
  }

  /// @param shown makes the file's name for a message
  static FileStatus status(int directory, byte[] name, int flags, Function<byte[], String> shown)
      throws IOException {
    Scratch scratch = SCRATCH.get();
    MemorySegment text = scratch.name(name);
    int answer = LibC.statx(directory, text, flags, Flags.STATX_BASIC_STATS, scratch.status);
    if (answer < 0) {
      throw Errno.failure(-answer, shown.apply(name));
    }
    return FileStatus.read(scratch.statusBytes);
  }

  /// The same of an open file.
  static FileStatus status(int descriptor, byte[] shown) throws IOException {
    Scratch scratch = SCRATCH.get();
    int mask = Flags.STATX_BASIC_STATS;
    Errno.check(LibC.statx(descriptor, NO_NAME, Flags.AT_EMPTY_PATH, mask, scratch.status), shown);
    return FileStatus.read(scratch.statusBytes);
  }

  static byte[] readLink(int directory, byte[] name, String shown) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment into = arena.allocate(LINK_TARGET_BYTES_MAX);
      int length = LibC.readlinkat(directory, text(arena, name), into);
      if (length == -Errno.EINVAL) {
        throw new NotLinkException(shown, null, "not a symbolic link");
      }
      byte[] target = new byte[Errno.check(length, shown)];
      bytes(into).get(target);
      return target;
    }
  }

  static void setModified(int descriptor, long nanos, byte[] shown) throws IOException {
    Scratch scratch = SCRATCH.get();
    ByteBuffer times = scratch.timesBytes.clear();
    while (times.hasRemaining()) {
      times.putLong(Math.floorDiv(nanos, NANOS_PER_SECOND));
      times.putLong(Math.floorMod(nanos, NANOS_PER_SECOND));
    }
    Errno.check(LibC.futimens(descriptor, scratch.times), shown);
  }

  /// The name under which this process's own descriptor can be reached.
  static byte[] ownName(int descriptor) {
    return ("/proc/self/fd/" + descriptor).getBytes(StandardCharsets.US_ASCII);
  }

  /// A call's only name as the kernel wants it, until this thread's next one. Throws
  /// `IllegalArgumentException` for a NUL in it.
  static MemorySegment text(byte[] name) {
    return SCRATCH.get().name(name);
  }

  /// The same of one of several names.
  static MemorySegment text(Arena arena, byte[] name) {
    MemorySegment text = arena.allocate(name.length + 1L);
    put(name, bytes(text));
    return text;
  }

  private static void put(byte[] name, ByteBuffer text) {
    for (int i = 0; i < name.length; i++) {
      if (name[i] == 0) {
        throw new IllegalArgumentException("a name contains a NUL byte");
      }
    }
    text.put(0, name).put(name.length, (byte) 0);
  }
}
