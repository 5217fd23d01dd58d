package c3.posix;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An open directory from which paths are looked up, as relative bytes: the kernel has fewer names
/// to pass than from the root, and nobody makes a `Path` of each. A link on the way is followed as
/// in any path, one at its end is not. Safe for many threads until it is closed.
public final class PathsBelow implements Closeable {
  private static final byte[] HERE = {'.'};

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
    return (path.length == 0 ? directory : FileNames.resolve(directory, path)).toString();
  }

  /// The names in a directory, in no order; the root's own for the empty path. Throws
  /// `NotDirectoryException` when it is none, a link among others.
  public List<byte[]> names(byte[] path) throws IOException {
    byte[] named = path.length == 0 ? HERE : path;
    int flags = Flags.O_RDONLY | Flags.O_DIRECTORY | Flags.O_NOFOLLOW | Flags.O_CLOEXEC;
    int descriptor = Calls.open(handle.descriptor(), named, flags, () -> shown(path));
    List<byte[]> names = new ArrayList<>();
    try (DirectoryStream<Path> children =
        Files.newDirectoryStream(FileNames.path(Calls.ownName(descriptor)))) {
      for (Path child : children) {
        names.add(FileNames.nameBytes(child));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } finally {
      LibC.close(descriptor);
    }
    return names;
  }

  /// What a symbolic link says, byte for byte.
  public byte[] readLink(byte[] path) throws IOException {
    return Calls.readLink(handle.descriptor(), path, shown(path));
  }

  /// Opens a file for reading; see `OpenFile.forReading`. What fails later names the path below.
  public OpenFile open(byte[] path) throws IOException {
    return OpenFile.open(handle.descriptor(), path);
  }

  @Override
  public void close() {
    handle.close();
  }
}
