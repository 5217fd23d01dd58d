package c3.posix;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/// An open directory from which paths are looked up, as relative bytes: the kernel has fewer names
/// to pass than from the root, and nobody makes a `Path` of each. A link on the way is followed as
/// in any path, one at its end is not. Safe for many threads until it is closed.
public final class PathsBelow implements Closeable {
  private final Path directory;
  private final DirectoryHandle handle;

  private PathsBelow(Path directory, DirectoryHandle handle) {
    this.directory = directory;
    this.handle = handle;
  }

  /// Opens the directory.
  public static PathsBelow of(Path directory) throws IOException {
    return new PathsBelow(directory, DirectoryHandle.open(directory));
  }

  /// What the kernel says of a path; throws as `FileStatus.of`.
  public FileStatus status(byte[] path) throws IOException {
    try {
      return Calls.status(handle.descriptor(), path, Flags.AT_SYMLINK_NOFOLLOW, () -> shown(path));
    } catch (NotDirectoryException e) {
      throw new NoSuchFileException(shown(path));
    }
  }

  private String shown(byte[] path) {
    return FileNames.resolve(directory, path).toString();
  }

  /// Opens a file for reading; see `OpenFile.forReading`.
  public OpenFile open(byte[] path) throws IOException {
    return OpenFile.open(handle.descriptor(), path);
  }

  @Override
  public void close() {
    handle.close();
  }
}
