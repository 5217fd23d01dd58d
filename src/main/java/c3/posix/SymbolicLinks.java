package c3.posix;

import java.io.IOException;
import java.nio.file.Path;

/// Symbolic links byte for byte: the JDK puts what a link says into a `Path`, which rewrites
/// `x//y/` on the way in, and loses a slash on the way out.
public final class SymbolicLinks {
  private SymbolicLinks() {}

  /// What a link says. Throws `NoSuchFileException` when nothing is there and `FileSystemException`
  /// when it is not a link.
  public static byte[] read(Path link) throws IOException {
    return Calls.readLink(Flags.AT_FDCWD, FileNames.bytes(link), link.toString());
  }
}
