package c3.view;

import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.ManifestSummary;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A manifest as a read-only tree. Reads only the frames it needs and keeps a bounded number of
/// them, whatever the manifest's size. Safe for many threads.
public interface ManifestTree {
  /// What the tree is a view of.
  ManifestSummary manifest();

  /// What lies at a path: a file, a link, or a directory, also one that is only implied by what
  /// lies in it. The root is a directory.
  Optional<Node> find(EntryPath path) throws IOException;

  /// One page of what lies directly in a directory, in path order, beginning behind `after` (the
  /// root path: from the start). Throws `NotDirectoryException` for a file and
  /// `NoSuchFileException` for nothing.
  Page list(EntryPath directory, EntryPath after, int max) throws IOException;

  /// Hands over every entry at or below a path, in manifest order; for a file the file itself.
  void walk(EntryPath below, EntryVisitor visitor) throws IOException;

  /// What lies at a path.
  sealed interface Node {
    EntryPath path();

    /// A file or a link.
    record Leaf(Entry entry) implements Node {
      @Override
      public EntryPath path() {
        return entry.path();
      }
    }

    /// A directory, written down or implied.
    record Directory(EntryPath path) implements Node {}
  }

  /// A page of a listing.
  ///
  /// @param more whether something follows
  record Page(List<Node> nodes, boolean more) {
    public Page {
      nodes = List.copyOf(nodes);
    }
  }

  /// Takes entries in manifest order.
  interface EntryVisitor {
    void entry(Entry entry) throws IOException;
  }
}
