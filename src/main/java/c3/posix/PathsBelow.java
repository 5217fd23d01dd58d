package c3.posix;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// An open directory from which paths are looked up, as relative bytes: the kernel has fewer names
/// to pass than from the root, and nobody makes a `Path` of each. A link on the way is followed as
/// in any path, one at its end is not. Safe for many threads until it is closed.
public final class PathsBelow implements Closeable {
  private final Path directory;
  private final DirectoryHandle handle;
  private final Function<byte[], String> shown = this::shown;

  private PathsBelow(Path directory, DirectoryHandle handle) {
    this.directory = directory;
    this.handle = handle;
  }

  /// Opens the directory.
  public static PathsBelow of(Path directory) throws IOException {
    return new PathsBelow(directory, DirectoryHandle.open(directory));
  }

  /// What the kernel says of a path. Throws `NoSuchFileException` when nothing is there, also when
  /// something on the way is no directory, and `AccessDeniedException` when one of these may not be
  /// searched.
  public FileStatus status(byte[] path) throws IOException {
    try {
      return Calls.status(handle.descriptor(), path, Flags.AT_SYMLINK_NOFOLLOW, shown);
    } catch (NotDirectoryException | FileSystemLoopException e) {
      throw gone(path);
    }
  }

  /// The names in a directory, in no order; the root's own for the empty path. Throws as `status`,
  /// for what is no directory too.
  public List<byte[]> names(byte[] path) throws IOException {
    byte[] named = path.length == 0 ? Calls.HERE : path;
    int flags = Flags.O_RDONLY | Flags.O_DIRECTORY | Flags.O_NOFOLLOW | Flags.O_CLOEXEC;
    int descriptor =
        look(path, () -> Calls.open(handle.descriptor(), named, flags, () -> shown(path)));
    try {
      return DirectoryNames.of(descriptor, () -> shown(path));
    } finally {
      LibC.close(descriptor);
    }
  }

  /// What a symbolic link says, byte for byte. Throws as `status`, for what is no link too.
  public byte[] readLink(byte[] path) throws IOException {
    return look(path, () -> Calls.readLink(handle.descriptor(), path, shown(path)));
  }

  private interface Look<T> {
    T look() throws IOException;
  }

  /// What is of another kind than the caller has seen is not what was there.
  private <T> T look(byte[] path, Look<T> look) throws IOException {
    try {
      return look.look();
    } catch (NotDirectoryException | NotLinkException | FileSystemLoopException e) {
      throw gone(path);
    }
  }

  private NoSuchFileException gone(byte[] path) {
    return new NoSuchFileException(shown(path));
  }

  private String shown(byte[] path) {
    return (path.length == 0 ? directory : FileNames.resolve(directory, path)).toString();
  }

  /// Opens a file for reading; see `OpenFile.forReading`. Failures name the path below.
  public OpenFile open(byte[] path) throws IOException {
    return OpenFile.open(handle.descriptor(), path);
  }

  @Override
  public void close() {
    handle.close();
  }
}
