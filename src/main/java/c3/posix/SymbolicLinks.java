package c3.posix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// Symbolic links byte for byte: the JDK puts what a link says into a `Path`, which rewrites
/// `x//y/` on the way in, and loses a slash on the way out.
public final class SymbolicLinks {
  /// The longest thing a link can say, and one more to notice what does not fit.
  private static final int TARGET_MAX = 4096;

  private SymbolicLinks() {}

  /// What a link says. Throws `NoSuchFileException` when nothing is there and `FileSystemException`
  /// when it is not a link.
  public static byte[] read(Path link) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(PathCall.STATE);
      MemorySegment target = arena.allocate(TARGET_MAX);
      long length = readlink(state, PathCall.text(arena, link), target);
      if (length < 0) {
        throw PathCall.failure(link, state);
      }
      return target.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private static long readlink(MemorySegment state, MemorySegment path, MemorySegment target) {
    try {
      return (long) READLINK.invokeExact(state, path, target, (long) TARGET_MAX);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static final MethodHandle READLINK =
      PathCall.handle(
          "readlink",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG));
}
