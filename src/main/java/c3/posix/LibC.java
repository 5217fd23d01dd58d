package c3.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The C library's file calls, bare: each answers what the kernel does, and a failure as the
/// negative error number. A call that a signal broke off is not repeated here.
///
/// Each function is linked in a class of its own, when it is first called: linking takes some
/// milliseconds for each, and a short command calls few. Those that an upload calls for every file
/// are written out; the others pass a lambda, which costs more to make than a call until the best
/// compiler has seen it.
final class LibC {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final VarHandle ERRNO_VALUE =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final class Openat {
    static final MethodHandle CALL = variadic("openat", 3, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  }

  private static final class Close {
    static final MethodHandle CALL = function("close", JAVA_INT, JAVA_INT);
  }

  private static final class Mkdirat {
    static final MethodHandle CALL = function("mkdirat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  }

  private static final class Unlinkat {
    static final MethodHandle CALL = function("unlinkat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  }

  private static final class Renameat {
    static final MethodHandle CALL =
        function("renameat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
  }

  private static final class Linkat {
    static final MethodHandle CALL =
        function("linkat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
  }

  private static final class Symlinkat {
    static final MethodHandle CALL = function("symlinkat", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
  }

  private static final class Lseek {
    static final MethodHandle CALL = function("lseek", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
  }

  /// By number: C libraries of 2018 have no function of this name yet.
  private static final class Getdents64 {
    static final MethodHandle CALL =
        variadic("syscall", 1, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  }

  private static final class Readlinkat {
    static final MethodHandle CALL =
        function("readlinkat", JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
  }

  private static final class Statx {
    static final MethodHandle CALL =
        function("statx", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
  }

  private static final class Fchmodat {
    static final MethodHandle CALL =
        function("fchmodat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  }

  private static final class Futimens {
    static final MethodHandle CALL = function("futimens", JAVA_INT, JAVA_INT, ADDRESS);
  }

  private static final class Pread {
    static final MethodHandle CALL =
        function("pread", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
  }

  private static final class Write {
    static final MethodHandle CALL = function("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  }

  private static final class Pwrite {
    static final MethodHandle CALL =
        function("pwrite", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
  }

  private static final class CopyFileRange {
    static final MethodHandle CALL =
        function(
            "copy_file_range",
            JAVA_LONG,
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            JAVA_LONG,
            JAVA_INT);
  }

  private static final class Fcntl {
    static final MethodHandle CALL = variadic("fcntl", 2, JAVA_INT, JAVA_INT, JAVA_INT);
  }

  private static final class Ioctl {
    static final MethodHandle CALL = variadic("ioctl", 2, JAVA_INT, JAVA_LONG, JAVA_INT);
  }

  private static final class SyncFileRange {
    static final MethodHandle CALL =
        function("sync_file_range", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  }

  /// Where a call leaves its error number: each thread's own, since memory for each call would cost
  /// more than the shortest calls do.
  private static final ThreadLocal<MemorySegment> STATE =
      ThreadLocal.withInitial(
          () -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout().byteSize()));

  private LibC() {}

  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments), ERRNO);
  }

  /// A function of C's `...`, which passes what stands there differently.
  ///
  /// @param fixed how many arguments stand before it
  private static MethodHandle variadic(String name, int fixed, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(JAVA_INT, arguments),
        ERRNO,
        Linker.Option.firstVariadicArg(fixed));
  }

  static int openat(int directory, MemorySegment name, int flags, int mode) {
    MemorySegment state = STATE.get();
    try {
      return (int)
          answer((int) Openat.CALL.invokeExact(state, directory, name, flags, mode), state);
    } catch (Throwable e) {
      throw passedOn(e);
    }
  }

  static int close(int descriptor) {
    MemorySegment state = STATE.get();
    try {
      return (int) answer((int) Close.CALL.invokeExact(state, descriptor), state);
    } catch (Throwable e) {
      throw passedOn(e);
    }
  }

  static int mkdirat(int directory, MemorySegment name, int mode) {
    return (int) call(s -> (int) Mkdirat.CALL.invokeExact(s, directory, name, mode));
  }

  static int unlinkat(int directory, MemorySegment name, int flags) {
    return (int) call(s -> (int) Unlinkat.CALL.invokeExact(s, directory, name, flags));
  }

  static int renameat(int from, MemorySegment name, int to, MemorySegment newName) {
    return (int) call(s -> (int) Renameat.CALL.invokeExact(s, from, name, to, newName));
  }

  static int linkat(int from, MemorySegment existing, int to, MemorySegment name, int flags) {
    return (int) call(s -> (int) Linkat.CALL.invokeExact(s, from, existing, to, name, flags));
  }

  static int symlinkat(MemorySegment target, int directory, MemorySegment name) {
    return (int) call(s -> (int) Symlinkat.CALL.invokeExact(s, target, directory, name));
  }

  static long lseek(int descriptor, long offset, int whence) {
    return call(s -> (long) Lseek.CALL.invokeExact(s, descriptor, offset, whence));
  }

  static int getdents64(int descriptor, MemorySegment into) {
    return (int)
        call(s ->
            (int)
                Getdents64.CALL.invokeExact(
                    s, Flags.SYS_GETDENTS64, descriptor, into, into.byteSize()));
  }

  static int readlinkat(int directory, MemorySegment name, MemorySegment into) {
    return (int)
        call(s -> (long) Readlinkat.CALL.invokeExact(s, directory, name, into, into.byteSize()));
  }

  static int statx(int directory, MemorySegment name, int flags, int mask, MemorySegment into) {
    MemorySegment state = STATE.get();
    try {
      return (int)
          answer((int) Statx.CALL.invokeExact(state, directory, name, flags, mask, into), state);
    } catch (Throwable e) {
      throw passedOn(e);
    }
  }

  static int chmod(MemorySegment path, int mode) {
    return (int)
        call(s -> (int) Fchmodat.CALL.invokeExact(s, Flags.AT_FDCWD, path, mode, Flags.NONE));
  }

  static int futimens(int descriptor, MemorySegment times) {
    return (int) call(s -> (int) Futimens.CALL.invokeExact(s, descriptor, times));
  }

  static int pread(int descriptor, MemorySegment into, long at) {
    MemorySegment state = STATE.get();
    long size = into.byteSize();
    try {
      return (int) answer((long) Pread.CALL.invokeExact(state, descriptor, into, size, at), state);
    } catch (Throwable e) {
      throw passedOn(e);
    }
  }

  static int write(int descriptor, MemorySegment from) {
    return (int) call(s -> (long) Write.CALL.invokeExact(s, descriptor, from, from.byteSize()));
  }

  static int pwrite(int descriptor, MemorySegment from, long at) {
    return (int)
        call(s -> (long) Pwrite.CALL.invokeExact(s, descriptor, from, from.byteSize(), at));
  }

  /// Both offsets are advanced in the segments.
  static long copyFileRange(
      int source, MemorySegment sourceAt, int target, MemorySegment targetAt, long length) {
    return call(s ->
        (long)
            CopyFileRange.CALL.invokeExact(
                s, source, sourceAt, target, targetAt, length, Flags.NONE));
  }

  static int fcntl(int descriptor, int command, int argument) {
    return (int) call(s -> (int) Fcntl.CALL.invokeExact(s, descriptor, command, argument));
  }

  static int ioctl(int descriptor, long request, int argument) {
    return (int) call(s -> (int) Ioctl.CALL.invokeExact(s, descriptor, request, argument));
  }

  static int syncFileRange(int descriptor, long offset, long length, int flags) {
    return (int)
        call(s -> (int) SyncFileRange.CALL.invokeExact(s, descriptor, offset, length, flags));
  }

  private interface Call {
    long run(MemorySegment state) throws Throwable;
  }

  private static long call(Call call) {
    MemorySegment state = STATE.get();
    try {
      return answer(call.run(state), state);
    } catch (Throwable e) {
      throw passedOn(e);
    }
  }

  /// A result, or the negative error number.
  private static long answer(long result, MemorySegment state) {
    return result >= 0 ? result : -(int) ERRNO_VALUE.get(state, 0L);
  }

  /// Passes on what the JVM throws; a foreign call throws nothing.
  private static RuntimeException passedOn(Throwable e) {
    return switch (e) {
      case RuntimeException failure -> failure;
      case Error failure -> throw failure;
      default -> new IllegalStateException("a foreign call throws nothing", e);
    };
  }
}
