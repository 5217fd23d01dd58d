package c3.collect;

import c3.collect.Found.EmptyDirectory;
import c3.posix.FileStatus;
import c3.posix.PathsBelow;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// One walk through one directory. Names are visited in byte order; what lies in a directory `a`
/// belongs where the name `a/` would stand, behind siblings such as `a-b` and `a.txt`, so a
/// directory waits until the next name is past that point. An empty one has the path `a` and does
/// not wait. Everything is looked up from the root that was opened first. A directory below it that
/// somebody replaces by a link while the walk goes on may be followed, as in any path.
final class DirectoryWalk {
  private final Collector.Filter filter;
  private final Collector.Visitor visitor;
  private final PathsBelow paths;

  private DirectoryWalk(Collector.Filter filter, Collector.Visitor visitor, PathsBelow paths) {
    this.filter = filter;
    this.visitor = visitor;
    this.paths = paths;
  }

  /// Walks a root that is a directory.
  static void walk(Collector.Root root, Collector.Visitor visitor) throws IOException {
    Optional<PathsBelow> opened = opened(root.directory());
    if (opened.isPresent()) {
      try (PathsBelow paths = opened.get()) {
        DirectoryWalk walk = new DirectoryWalk(root.filter(), visitor, paths);
        Place top = Place.top(root.directory(), root.prefix());
        Optional<Names> names = walk.names(top);
        if (names.isPresent()) {
          walk.walk(top, names.get());
        }
      }
    }
  }

  private static Optional<PathsBelow> opened(Path root) throws IOException {
    try {
      return Optional.of(PathsBelow.of(root));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  private void walk(Place directory, Names names) throws IOException {
    Deque<Waiting> waiting = new ArrayDeque<>();
    for (byte[] name : names.sorted()) {
      while (!waiting.isEmpty() && !waiting.peek().standsBehind(name)) {
        enter(waiting.pop());
      }
      visit(directory.child(name), waiting);
    }
    while (!waiting.isEmpty()) {
      enter(waiting.pop());
    }
  }

  private void enter(Waiting directory) throws IOException {
    walk(directory.place(), directory.names());
  }

  private void visit(Place place, Deque<Waiting> waiting) throws IOException {
    Optional<FileStatus> status = kept(place);
    if (status.isEmpty()) {
      return;
    }
    if (status.get().kind() == FileStatus.Kind.DIRECTORY) {
      visitDirectory(place, waiting);
      return;
    }
    Optional<Found> found =
        Kinds.found(
            place.entry(), place.spot(), status.get(), () -> paths.readLink(place.below().bytes()));
    if (found.isPresent()) {
      visitor.found(found.get());
    }
  }

  private void visitDirectory(Place place, Deque<Waiting> waiting) throws IOException {
    Optional<Names> names = names(place);
    if (names.isEmpty()) {
      return;
    }
    if (!keepsAny(place, names.get())) {
      visitor.found(new EmptyDirectory(place.entry()));
    }
    // Also when nothing is kept: a socket in it is still to be reported.
    waiting.push(new Waiting(place, names.get()));
  }

  private Optional<Names> names(Place directory) throws IOException {
    try {
      return Optional.of(Names.of(paths, directory.below().bytes()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private boolean keepsAny(Place directory, Names names) throws IOException {
    for (byte[] name : names.sorted()) {
      Optional<FileStatus> status = kept(directory.child(name));
      if (status.isPresent() && Kinds.canBeKept(status.get().kind())) {
        return true;
      }
    }
    return false;
  }

  /// What lies at a place, when something does and the filter keeps it.
  private Optional<FileStatus> kept(Place place) throws IOException {
    try {
      FileStatus status = paths.status(place.below().bytes());
      boolean directory = status.kind() == FileStatus.Kind.DIRECTORY;
      return filter.keeps(place.below(), directory) ? Optional.of(status) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// A directory whose turn comes when no later name stands before its contents.
  private record Waiting(Place place, Names names) {
    /// Whether the contents belong behind a later sibling: one that continues this name with
    /// something less than a slash.
    boolean standsBehind(byte[] later) {
      byte[] name = place.below().name().bytes();
      return later.length > name.length
          && Names.startsWith(later, name)
          && Byte.toUnsignedInt(later[name.length]) < '/';
    }
  }
}
