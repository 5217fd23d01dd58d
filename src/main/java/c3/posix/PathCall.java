package c3.posix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What system calls on a path have in common: the path as a C string, and what `errno` means.
final class PathCall {
  /// What a call leaves behind; the first argument of a handle made here.
  static final MemoryLayout STATE = Linker.Option.captureStateLayout();

  private static final long ERRNO_OFFSET = STATE.byteOffset(PathElement.groupElement("errno"));

  private PathCall() {}

  /// A function of the C library that leaves its `errno` in a [#STATE].
  static MethodHandle handle(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        descriptor,
        Linker.Option.captureCallState("errno"));
  }

  /// A path as the kernel wants it.
  static MemorySegment text(Arena arena, Path path) {
    byte[] name = FileNames.bytes(path);
    MemorySegment text = arena.allocate(name.length + 1L);
    MemorySegment.copy(name, 0, text, ValueLayout.JAVA_BYTE, 0, name.length);
    return text;
  }

  /// What to throw after a call on a path failed.
  static IOException failure(Path path, MemorySegment state) {
    int errno = state.get(ValueLayout.JAVA_INT, ERRNO_OFFSET);
    return switch (errno) {
      case 2, 20 -> new NoSuchFileException(path.toString());
      case 1, 13 -> new AccessDeniedException(path.toString());
      case 5 -> new FileSystemException(path.toString(), null, "input/output error");
      case 22 -> new FileSystemException(path.toString(), null, "not a symbolic link");
      case 36 ->
          new FileSystemException(path.toString(), null, "its path is longer than 4,095 bytes");
      case 40 -> new FileSystemException(path.toString(), null, "too many symbolic links");
      case 116 -> new FileSystemException(path.toString(), null, "stale file handle");
      default -> new FileSystemException(path.toString(), null, "error number " + errno);
    };
  }
}
