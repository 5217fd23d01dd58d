package c3.collect;

import c3.posix.PathsBelow;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// The names in a directory, in byte order.
record Names(List<byte[]> sorted) {
  /// Reads a directory. Throws `NoSuchFileException` when it is gone and `AccessDeniedException`
  /// when it may not be read.
  static Names of(PathsBelow paths, byte[] directory) throws IOException {
    List<byte[]> names = paths.names(directory);
    names.sort(Arrays::compareUnsigned);
    return new Names(names);
  }

  static boolean startsWith(byte[] name, byte[] beginning) {
    return name.length >= beginning.length
        && Arrays.equals(name, 0, beginning.length, beginning, 0, beginning.length);
  }
}
