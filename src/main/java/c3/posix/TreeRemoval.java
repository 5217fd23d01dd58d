package c3.posix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Removes a directory with everything in it, however deep and whatever its names, following no
/// link and, where the directories are the process's own, minding no permission: a script may leave
/// read-only directories. Memory grows with one directory's names a level.
public final class TreeRemoval {
  private static final int OWNER_MODE = 0700;
  private static final int DEPTH_MAX = 64;

  private TreeRemoval() {}

  /// Removes a directory, a file or a link; nothing there is a success. Repeatable. Throws for the
  /// first thing that cannot be removed.
  public static void remove(Path tree) throws IOException {
    Path absolute = tree.toAbsolutePath();
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("the root of the file system is not removed");
    }
    if (Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryHandle handle = DirectoryHandle.open(parent)) {
        remove(handle, FileNames.nameBytes(absolute));
      }
    }
  }

  private static void remove(DirectoryHandle parent, byte[] name) throws IOException {
    if (removeUnlessDirectory(parent, name)) {
      return;
    }
    try (DirectoryHandle top = openForRemoval(parent, name)) {
      // What lay too deep comes to the top, hence again until nothing is left.
      for (List<byte[]> left = names(top); !left.isEmpty(); left = names(top)) {
        Removal removal = new Removal(top);
        for (byte[] child : left) {
          removal.remove(top, child, 1);
        }
      }
    }
    parent.deleteDirectory(name);
  }

  private static boolean removeUnlessDirectory(DirectoryHandle parent, byte[] name)
      throws IOException {
    Optional<FileStatus> status = parent.status(name);
    if (status.isPresent() && status.get().kind() == FileStatus.Kind.DIRECTORY) {
      return false;
    }
    parent.delete(name);
    return true;
  }

  private static DirectoryHandle openForRemoval(DirectoryHandle parent, byte[] name)
      throws IOException {
    try {
      parent.setMode(name, OWNER_MODE);
    } catch (AccessDeniedException e) {
      // Somebody else's: it may let itself be emptied all the same, and says so if not.
    }
    return parent.open(name);
  }

  /// One pass over a tree. An open directory is held for each level, so a directory below
  /// `DEPTH_MAX` is moved up to the top first.
  private static final class Removal {
    private final DirectoryHandle top;
    private int moved;

    Removal(DirectoryHandle top) {
      this.top = top;
    }

    void remove(DirectoryHandle parent, byte[] name, int depth) throws IOException {
      if (removeUnlessDirectory(parent, name)) {
        return;
      }
      if (depth > DEPTH_MAX) {
        parent.move(name, top, freeName());
        return;
      }
      try (DirectoryHandle directory = openForRemoval(parent, name)) {
        for (byte[] child : names(directory)) {
          remove(directory, child, depth + 1);
        }
      }
      parent.deleteDirectory(name);
    }

    private byte[] freeName() throws IOException {
      byte[] name;
      do {
        name = ("c3-deep-" + moved++).getBytes(StandardCharsets.US_ASCII);
      } while (top.status(name).isPresent());
      return name;
    }
  }

  private static List<byte[]> names(DirectoryHandle directory) throws IOException {
    return DirectoryNames.of(directory.descriptor(), () -> "a directory that is to be removed");
  }
}
