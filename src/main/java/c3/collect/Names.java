package c3.collect;

import c3.posix.FileNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The names in a directory, in byte order.
record Names(List<byte[]> sorted) {
  /// Reads a directory. Throws `NoSuchFileException` when it is gone and `AccessDeniedException`
  /// when it may not be read.
  static Names of(Path directory) throws IOException {
    List<byte[]> names = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        names.add(FileNames.nameBytes(child));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort(Arrays::compareUnsigned);
    return new Names(names);
  }

  static boolean startsWith(byte[] name, byte[] beginning) {
    return name.length >= beginning.length
        && Arrays.equals(name, 0, beginning.length, beginning, 0, beginning.length);
  }
}
