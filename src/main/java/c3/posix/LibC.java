package c3.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;

/// The C library's file calls, bare: each answers what the kernel does, and a failure as the
/// negative error number. A call that a signal broke off is not repeated here.
///
/// All are called through one handle, as functions of six whole numbers: that is what linking costs
/// a short command most, some 8 ms for each shape of function. On every 64-bit Linux whole numbers
/// and addresses travel in registers of 64 bits, the first six at least; a function takes those
/// that it knows, and of each the bits that it wants. See docs/decisions/0023.
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
  private static final VarHandle ERRNO =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

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
  private static final MemorySegment PREAD = function("pread");
  private static final MemorySegment WRITE = function("write");
  private static final MemorySegment PWRITE = function("pwrite");
  private static final MemorySegment COPY_FILE_RANGE = function("copy_file_range");
  private static final MemorySegment FCNTL = function("fcntl");
  private static final MemorySegment IOCTL = function("ioctl");
  private static final MemorySegment SYNC_FILE_RANGE = function("sync_file_range");

  /// Where a call leaves its error number: each thread's own, since memory for each call would cost
  /// more than the shortest calls do.
  private static final ThreadLocal<MemorySegment> STATE =
      ThreadLocal.withInitial(
          () -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout().byteSize()));

  private LibC() {}

  private static MemorySegment function(String name) {
    return LINKER.defaultLookup().findOrThrow(name);
  }

  static int openat(int directory, MemorySegment name, int flags, int mode) {
    int answer = number(OPENAT, directory, name.address(), flags, mode, 0);
    Reference.reachabilityFence(name);
    return answer;
  }

  static int close(int descriptor) {
    return number(CLOSE, descriptor, 0, 0, 0, 0);
  }

  static int mkdirat(int directory, MemorySegment name, int mode) {
    int answer = number(MKDIRAT, directory, name.address(), mode, 0, 0);
    Reference.reachabilityFence(name);
    return answer;
  }

  static int unlinkat(int directory, MemorySegment name, int flags) {
    int answer = number(UNLINKAT, directory, name.address(), flags, 0, 0);
    Reference.reachabilityFence(name);
    return answer;
  }

  static int renameat(int from, MemorySegment name, int to, MemorySegment newName) {
    int answer = number(RENAMEAT, from, name.address(), to, newName.address(), 0);
    Reference.reachabilityFence(name);
    Reference.reachabilityFence(newName);
    return answer;
  }

  static int linkat(int from, MemorySegment existing, int to, MemorySegment name, int flags) {
    int answer = number(LINKAT, from, existing.address(), to, name.address(), flags);
    Reference.reachabilityFence(existing);
    Reference.reachabilityFence(name);
    return answer;
  }

  static int symlinkat(MemorySegment target, int directory, MemorySegment name) {
    int answer = number(SYMLINKAT, target.address(), directory, name.address(), 0, 0);
    Reference.reachabilityFence(target);
    Reference.reachabilityFence(name);
    return answer;
  }

  static long lseek(int descriptor, long offset, int whence) {
    return size(LSEEK, descriptor, offset, whence, 0, 0, 0);
  }

  /// By number: C libraries of 2018 have no function of this name yet.
  static int getdents64(int descriptor, MemorySegment into) {
    long number = Flags.SYS_GETDENTS64;
    long answer = size(SYSCALL, number, descriptor, into.address(), into.byteSize(), 0, 0);
    Reference.reachabilityFence(into);
    return (int) answer;
  }

  static int readlinkat(int directory, MemorySegment name, MemorySegment into) {
    long room = into.byteSize();
    long answer = size(READLINKAT, directory, name.address(), into.address(), room, 0, 0);
    Reference.reachabilityFence(name);
    Reference.reachabilityFence(into);
    return (int) answer;
  }

  static int statx(int directory, MemorySegment name, int flags, int mask, MemorySegment into) {
    int answer = number(STATX, directory, name.address(), flags, mask, into.address());
    Reference.reachabilityFence(name);
    Reference.reachabilityFence(into);
    return answer;
  }

  static int chmod(MemorySegment path, int mode) {
    int answer = number(FCHMODAT, Flags.AT_FDCWD, path.address(), mode, Flags.NONE, 0);
    Reference.reachabilityFence(path);
    return answer;
  }

  static int futimens(int descriptor, MemorySegment times) {
    int answer = number(FUTIMENS, descriptor, times.address(), 0, 0, 0);
    Reference.reachabilityFence(times);
    return answer;
  }

  static int pread(int descriptor, MemorySegment into, long at) {
    long answer = size(PREAD, descriptor, into.address(), into.byteSize(), at, 0, 0);
    Reference.reachabilityFence(into);
    return (int) answer;
  }

  static int write(int descriptor, MemorySegment from) {
    long answer = size(WRITE, descriptor, from.address(), from.byteSize(), 0, 0, 0);
    Reference.reachabilityFence(from);
    return (int) answer;
  }

  static int pwrite(int descriptor, MemorySegment from, long at) {
    long answer = size(PWRITE, descriptor, from.address(), from.byteSize(), at, 0, 0);
    Reference.reachabilityFence(from);
    return (int) answer;
  }

  /// Both offsets are advanced in the segments.
  static long copyFileRange(
      int source, MemorySegment sourceAt, int target, MemorySegment targetAt, long length) {
    long from = sourceAt.address();
    long answer = size(COPY_FILE_RANGE, source, from, target, targetAt.address(), length, 0);
    Reference.reachabilityFence(sourceAt);
    Reference.reachabilityFence(targetAt);
    return answer;
  }

  static int fcntl(int descriptor, int command, int argument) {
    return number(FCNTL, descriptor, command, argument, 0, 0);
  }

  static int ioctl(int descriptor, long request, int argument) {
    return number(IOCTL, descriptor, request, argument, 0, 0);
  }

  static int syncFileRange(int descriptor, long offset, long length, int flags) {
    return number(SYNC_FILE_RANGE, descriptor, offset, length, flags, 0);
  }

  /// Calls a function that answers an `int`: the upper half of the register says nothing.
  private static int number(MemorySegment function, long a, long b, long c, long d, long e) {
    MemorySegment state = STATE.get();
    int result = (int) call(function, state, a, b, c, d, e, 0);
    return result >= 0 ? result : -errno(state);
  }

  /// Calls a function that answers an `ssize_t` or an `off_t`.
  private static long size(MemorySegment function, long a, long b, long c, long d, long e, long f) {
    MemorySegment state = STATE.get();
    long result = call(function, state, a, b, c, d, e, f);
    return result >= 0 ? result : -errno(state);
  }

  private static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  private static long call(
      MemorySegment function, MemorySegment state, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) CALL.invokeExact(function, state, a, b, c, d, e, f);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException("a foreign call throws nothing", failure);
    }
  }
}
