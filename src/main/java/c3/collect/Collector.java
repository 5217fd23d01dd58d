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
  /// Walks the roots, which must not overlap in their prefixes. A root that does not exist has
  /// nothing in it. A directory that cannot be read throws `AccessDeniedException` naming it. What
  /// the visitor throws ends the walk.
  void walk(List<Root> roots, Visitor visitor) throws IOException;

  /// A directory to walk.
  ///
  /// @param directory where it lies
  /// @param prefix what its contents' manifest paths begin with
  /// @param filter what of it is kept
  record Root(Path directory, EntryPath prefix, Filter filter) {}

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
