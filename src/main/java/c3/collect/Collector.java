package c3.collect;

import c3.model.EntryPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Finds what lies in some directories. Never follows a symbolic link, not even as one of the
/// directories, and never leaves them. What it finds comes in the order of manifest paths, so that
/// a manifest can be written as it goes; memory grows with one directory's names, not with the
/// tree.
public interface Collector {
  /// Walks the roots, in the order of their prefixes, which must not overlap:
  /// `IllegalArgumentException` otherwise. A root that does not exist has nothing in it; one that
  /// is a file is that file, under the prefix itself; one that is a link, or is reached through
  /// one, is `Skipped`. A directory that cannot be read throws `AccessDeniedException` naming it.
  /// What vanishes while the walk goes on is left out. What the visitor throws ends the walk.
  void walk(List<Root> roots, Visitor visitor) throws IOException;

  /// A directory to walk.
  ///
  /// @param within what the caller answers for, at or above `directory`: links on the way to it are
  ///   followed, links on the way from it are not
  /// @param directory where it lies
  /// @param prefix what its contents' manifest paths begin with
  /// @param filter what of it is kept
  record Root(Path within, Path directory, EntryPath prefix, Filter filter) {
    /// Throws `IllegalArgumentException` when the directory does not lie within `within`.
    public Root {
      if (!directory.startsWith(within)) {
        throw new IllegalArgumentException(directory + " does not lie within " + within);
      }
    }

    /// A directory that must not be a link itself, wherever it lies.
    public Root(Path directory, EntryPath prefix, Filter filter) {
      this(parent(directory), directory, prefix, filter);
    }

    private static Path parent(Path directory) {
      Path parent = directory.getParent();
      return parent == null ? directory : parent;
    }
  }

  /// Takes what a walk finds.
  interface Visitor {
    /// Called once for each thing found, in manifest order, on the walking thread.
    void found(Found found) throws IOException;
  }

  /// Decides what of a directory is kept.
  interface Filter {
    /// Keeps everything.
    Filter EVERYTHING = (path, directory) -> true;

    /// Whether something is kept; a directory that is not kept is not entered.
    ///
    /// @param path its path below the root's directory
    /// @param directory whether it is a directory
    boolean keeps(EntryPath path, boolean directory) throws IOException;
  }
}
