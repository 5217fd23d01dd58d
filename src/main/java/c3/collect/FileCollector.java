package c3.collect;

import c3.collect.Found.Skipped;
import c3.model.EntryPath;
import c3.posix.FileStatus;
import c3.posix.SymbolicLinks;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds what lies in directories of this machine's file system. One `statx` a path; names are the
/// kernel's bytes. Holds no state: may be used by many threads, each with its own walk.
public final class FileCollector implements Collector {
  @Override
  public void walk(List<Root> roots, Visitor visitor) throws IOException {
    for (Root root : inOrder(roots)) {
      walk(root, visitor);
    }
  }

  /// Roots by prefix as if it ended in a slash, which is how everything below it begins.
  private static List<Root> inOrder(List<Root> roots) {
    List<Root> sorted = new ArrayList<>(roots);
    sorted.sort(Comparator.comparing(root -> asDirectory(root.prefix()), Arrays::compareUnsigned));
    for (int i = 1; i < sorted.size(); i++) {
      EntryPath before = sorted.get(i - 1).prefix();
      if (sorted.get(i).prefix().startsWith(before)) {
        throw new IllegalArgumentException(
            "two directories go to overlapping places: `%s` and `%s`"
                .formatted(before, sorted.get(i).prefix()));
      }
    }
    return sorted;
  }

  private static byte[] asDirectory(EntryPath prefix) {
    byte[] bytes = Arrays.copyOf(prefix.bytes(), prefix.sizeBytes() + (prefix.isRoot() ? 0 : 1));
    if (!prefix.isRoot()) {
      bytes[bytes.length - 1] = '/';
    }
    return bytes;
  }

  private static void walk(Root root, Visitor visitor) throws IOException {
    Optional<Found> skipped = linkOnTheWay(root);
    if (skipped.isPresent()) {
      visitor.found(skipped.get());
      return;
    }
    FileStatus status;
    try {
      status = FileStatus.of(place(root));
    } catch (NoSuchFileException e) {
      return;
    }
    if (status.kind() == FileStatus.Kind.DIRECTORY) {
      DirectoryWalk.walk(root, visitor);
    } else if (root.prefix().isRoot()) {
      throw new NotDirectoryException(root.directory().toString());
    } else {
      Optional<Found> found =
          Kinds.found(
              root.prefix(),
              new Found.Spot(root.directory(), EntryPath.ROOT),
              status,
              () -> SymbolicLinks.read(root.directory()));
      if (found.isPresent()) {
        visitor.found(found.get());
      }
    }
  }

  /// Where to look: the caller answers for the directory itself when it answers for nothing else.
  private static Path place(Root root) throws IOException {
    Path directory = root.directory();
    return directory.equals(root.within()) ? directory.toRealPath() : directory;
  }

  private static Optional<Found> linkOnTheWay(Root root) throws IOException {
    Path place = root.within();
    if (place.equals(root.directory())) {
      return Optional.empty();
    }
    for (Path name : place.relativize(root.directory())) {
      place = place.resolve(name);
      try {
        if (FileStatus.of(place).kind() == FileStatus.Kind.LINK) {
          return Optional.of(new Skipped(root.prefix(), why(root, place)));
        }
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static String why(Root root, Path link) {
    return link.equals(root.directory())
        ? "a symbolic link, which is not followed; nothing behind it is kept"
        : "behind the symbolic link `"
            + root.within().relativize(link)
            + "`, which is not followed; nothing of it is kept";
  }
}
