package c3.posix;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The names in an open directory. Listed through `/proc`, which every Linux has; where that fails,
/// it is never taken for a directory that is gone.
final class DirectoryNames {
  private DirectoryNames() {}

  /// Lists them, in no order. Throws `FileSystemException` of no special kind.
  ///
  /// @param shown makes the directory's name for a message
  static List<byte[]> of(int descriptor, Supplier<String> shown) throws IOException {
    List<byte[]> names = new ArrayList<>();
    try (DirectoryStream<Path> children =
        Files.newDirectoryStream(FileNames.path(Calls.ownName(descriptor)))) {
      for (Path child : children) {
        names.add(FileNames.nameBytes(child));
      }
    } catch (DirectoryIteratorException | IOException e) {
      String why = "its names cannot be listed: " + e.getMessage();
      FileSystemException failure = new FileSystemException(shown.get(), null, why);
      failure.initCause(e);
      throw failure;
    }
    return names;
  }
}
