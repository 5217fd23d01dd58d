package c3.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/// The C library's file calls, bare: each answers what the kernel does, and a failure as the
/// negative error number. A call that a signal broke off is not repeated here.
///
/// All are called through one handle, as functions of six whole numbers: that is what linking costs
/// a short command most, some 8 ms for each shape of function. On x86-64 and aarch64 the first six
/// whole numbers and addresses travel in registers of 64 bits; a function takes those that it
/// knows, and of each the bits that it wants. See docs/decisions/0023.
///
/// Memory is handed in by its address, so nothing but the caller keeps it from being closed during
/// the call.
final class LibC {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle CALL =
      LINKER.downcallHandle(
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.captureCallState("errno"));

  /// Where a call leaves its error number: the only thing that is to be captured on Linux, in each
  /// thread's own memory, since memory for each call would cost more than the shortest calls do.
  private static final ThreadLocal<State> STATE = ThreadLocal.withInitial(State::new);

  private static final class State {
    private static final StructLayout LAYOUT = Linker.Option.captureStateLayout();
    private final MemorySegment memory = Arena.ofAuto().allocate(LAYOUT);
    private final ByteBuffer bytes = Calls.bytes(memory);

    int errno() {
      return bytes.getInt(0);
    }
  }

  private static final MemorySegment NONE = MemorySegment.NULL;
  private static final MemorySegment OPENAT = function("openat");
  private static final MemorySegment CLOSE = function("close");
  private static final MemorySegment MKDIRAT = function("mkdirat");
  private static final MemorySegment UNLINKAT = function("unlinkat");
  private static final MemorySegment RENAMEAT = function("renameat");
  private static final MemorySegment LINKAT = function("linkat");
  private static final MemorySegment SYMLINKAT = function("symlinkat");
  private static final MemorySegment LSEEK = function("lseek");
  private static final MemorySegment SYSCALL = function("syscall");
  private static final MemorySegment READLINKAT = function("readlinkat");
  private static final MemorySegment STATX = function("statx");
  private static final MemorySegment FCHMODAT = function("fchmodat");
  private static final MemorySegment FUTIMENS = function("futimens");
  private static final MemorySegment PIPE2 = function("pipe2");
  private static final MemorySegment PREAD = function("pread");
  private static final MemorySegment WRITE = function("write");
  private static final MemorySegment PWRITE = function("pwrite");
  private static final MemorySegment COPY_FILE_RANGE = function("copy_file_range");
  private static final MemorySegment FCNTL = function("fcntl");
  private static final MemorySegment IOCTL = function("ioctl");
  private static final MemorySegment SYNC_FILE_RANGE = function("sync_file_range");

  private LibC() {}

  private static MemorySegment function(String name) {
    return LINKER.defaultLookup().findOrThrow(name);
  }

  static int openat(int directory, MemorySegment name, int flags, int mode) {
    return number(OPENAT, name, NONE, directory, name.address(), flags, mode, 0);
  }

  static int close(int descriptor) {
    return number(CLOSE, NONE, NONE, descriptor, 0, 0, 0, 0);
  }

  static int mkdirat(int directory, MemorySegment name, int mode) {
    return number(MKDIRAT, name, NONE, directory, name.address(), mode, 0, 0);
  }

  static int unlinkat(int directory, MemorySegment name, int flags) {
    return number(UNLINKAT, name, NONE, directory, name.address(), flags, 0, 0);
  }

  static int renameat(int from, MemorySegment name, int to, MemorySegment newName) {
    return number(RENAMEAT, name, newName, from, name.address(), to, newName.address(), 0);
  }

  static int linkat(int from, MemorySegment existing, int to, MemorySegment name, int flags) {
    return number(LINKAT, existing, name, from, existing.address(), to, name.address(), flags);
  }

  static int symlinkat(MemorySegment target, int directory, MemorySegment name) {
    return number(SYMLINKAT, target, name, target.address(), directory, name.address(), 0, 0);
  }

  static long lseek(int descriptor, long offset, int whence) {
    return size(LSEEK, NONE, NONE, descriptor, offset, whence, 0, 0);
  }

  /// By number: C libraries of 2018 have no function of this name yet.
  static int getdents64(int descriptor, MemorySegment into) {
    long number = Flags.SYS_GETDENTS64;
    return (int) size(SYSCALL, into, NONE, number, descriptor, into.address(), into.byteSize(), 0);
  }

  static int readlinkat(int directory, MemorySegment name, MemorySegment into) {
    long at = into.address();
    return (int) size(READLINKAT, name, into, directory, name.address(), at, into.byteSize(), 0);
  }

  static int statx(int directory, MemorySegment name, int flags, int mask, MemorySegment into) {
    return number(STATX, name, into, directory, name.address(), flags, mask, into.address());
  }

  static int chmod(MemorySegment path, int mode) {
    return number(FCHMODAT, path, NONE, Flags.AT_FDCWD, path.address(), mode, Flags.NONE, 0);
  }

  static int futimens(int descriptor, MemorySegment times) {
    return number(FUTIMENS, times, NONE, descriptor, times.address(), 0, 0, 0);
  }

  static int pipe2(MemorySegment ends, int flags) {
    return number(PIPE2, ends, NONE, ends.address(), flags, 0, 0, 0);
  }

  static int pread(int descriptor, MemorySegment into, long at) {
    return (int) size(PREAD, into, NONE, descriptor, into.address(), into.byteSize(), at, 0);
  }

  static int write(int descriptor, MemorySegment from) {
    return (int) size(WRITE, from, NONE, descriptor, from.address(), from.byteSize(), 0, 0);
  }

  static int pwrite(int descriptor, MemorySegment from, long at) {
    return (int) size(PWRITE, from, NONE, descriptor, from.address(), from.byteSize(), at, 0);
  }

  /// Both offsets are advanced in the segments.
  static long copyFileRange(
      int source, MemorySegment sourceAt, int target, MemorySegment targetAt, long length) {
    long from = sourceAt.address();
    long to = targetAt.address();
    return size(COPY_FILE_RANGE, sourceAt, targetAt, source, from, target, to, length);
  }

  static int fcntl(int descriptor, int command, int argument) {
    return number(FCNTL, NONE, NONE, descriptor, command, argument, 0, 0);
  }

  static int ioctl(int descriptor, long request, int argument) {
    return number(IOCTL, NONE, NONE, descriptor, request, argument, 0, 0);
  }

  static int syncFileRange(int descriptor, long offset, long length, int flags) {
    return number(SYNC_FILE_RANGE, NONE, NONE, descriptor, offset, length, flags, 0);
  }

  /// Calls a function that answers an `int`: the upper half of the register says nothing.
  ///
  /// @param memory what one of the numbers is the address of, or `NONE`
  /// @param other what another is the address of, or `NONE`
  private static int number(
      MemorySegment function,
      MemorySegment memory,
      MemorySegment other,
      long a,
      long b,
      long c,
      long d,
      long e) {
    State state = STATE.get();
    int result = (int) call(function, state, memory, other, a, b, c, d, e);
    return result >= 0 ? result : -state.errno();
  }

  /// The same for one that answers an `ssize_t` or an `off_t`.
  private static long size(
      MemorySegment function,
      MemorySegment memory,
      MemorySegment other,
      long a,
      long b,
      long c,
      long d,
      long e) {
    State state = STATE.get();
    long result = call(function, state, memory, other, a, b, c, d, e);
    return result >= 0 ? result : -state.errno();
  }

  /// None of these functions has a sixth argument that is not zero.
  private static long call(
      MemorySegment function,
      State state,
      MemorySegment memory,
      MemorySegment other,
      long a,
      long b,
      long c,
      long d,
      long e) {
    try {
      return (long) CALL.invokeExact(function, state.memory, a, b, c, d, e, 0L);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException("a foreign call throws nothing", failure);
    } finally {
      // Until here the garbage collector takes nothing away that the kernel may be writing to.
      Reference.reachabilityFence(memory);
      Reference.reachabilityFence(other);
    }
  }
}
