package c3.view;

import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What differs between two parts of manifests, by paths below each. Both are sorted, so one pass
/// over both at once finds what was added, removed and changed, and memory does not grow with them.
///
/// A file that was removed in one place and added with the same content in another was renamed.
/// Which ones were is found out by a pass before: it remembers the contents of at most
/// `RENAMES_MAX` removed files, and of no more added ones than those match, so that what is beyond
/// is reported as removed and added. Empty files are never renamed: they are all alike.
///
/// Times do not count. What is the same: a file's bytes and exec bit, a link's target.
public final class ManifestDiff {
  /// How many removed files are looked for under another path.
  public static final int RENAMES_MAX = 50_000;

  private final Side before;
  private final Side after;
  private final int renamesMax;

  public ManifestDiff(Side before, Side after) {
    this(before, after, RENAMES_MAX);
  }

  ManifestDiff(Side before, Side after, int renamesMax) {
    this.before = before;
    this.after = after;
    this.renamesMax = renamesMax;
  }

  /// A part of a manifest.
  public record Side(StoredManifestTree tree, EntryPath below) {
    private Walk walk() throws IOException {
      return new Walk(tree.entries(below), below);
    }
  }

  /// One difference; paths lie below the parts that are compared.
  public sealed interface Difference {
    /// Where it is, for a renamed file its new path.
    EntryPath path();

    /// Only in the second.
    record Added(EntryPath path, Entry now) implements Difference {}

    /// Only in the first.
    record Removed(EntryPath path, Entry was) implements Difference {}

    /// In both, and not the same.
    record Changed(EntryPath path, Entry was, Entry now) implements Difference {}

    /// The same content under another path.
    record Renamed(EntryPath from, EntryPath path, Entry now) implements Difference {}
  }

  /// Takes differences in the order of paths.
  public interface Visitor {
    void difference(Difference difference) throws IOException;
  }

  /// Hands over every difference. Repeatable.
  public void each(Visitor visitor) throws IOException {
    Map<EntryPath, EntryPath> renames = renames();
    Map<EntryPath, EntryPath> origins = new HashMap<>();
    renames.forEach((from, to) -> origins.put(to, from));
    merge(difference -> {
      switch (difference) {
        case Difference.Removed removed when renames.containsKey(removed.path()) -> {}
        case Difference.Added added when origins.containsKey(added.path()) ->
            visitor.difference(
                new Difference.Renamed(
                    Objects.requireNonNull(origins.get(added.path())), added.path(), added.now()));
        default -> visitor.difference(difference);
      }
    });
  }

  /// The new paths of renamed files by their old ones.
  private Map<EntryPath, EntryPath> renames() throws IOException {
    Map<Digest, Deque<EntryPath>> removed = new HashMap<>();
    int[] remembered = {0};
    merge(difference -> {
      if (difference instanceof Difference.Removed(EntryPath path, Entry.File file)
          && file.sizeBytes() > 0
          && remembered[0] < renamesMax) {
        removed.computeIfAbsent(file.digest(), digest -> new ArrayDeque<>()).add(path);
        remembered[0]++;
      }
    });
    Map<EntryPath, EntryPath> renames = new HashMap<>();
    if (remembered[0] > 0) {
      merge(difference -> {
        if (difference instanceof Difference.Added(EntryPath path, Entry.File file)) {
          EntryPath from = removed.getOrDefault(file.digest(), new ArrayDeque<>()).poll();
          if (from != null) {
            renames.put(from, path);
          }
        }
      });
    }
    return renames;
  }

  private void merge(Visitor visitor) throws IOException {
    Walk was = before.walk();
    Walk now = after.walk();
    Optional<Entry> left = was.next();
    Optional<Entry> right = now.next();
    while (left.isPresent() || right.isPresent()) {
      int order =
          left.isEmpty()
              ? 1
              : right.isEmpty() ? -1 : was.path(left.get()).compareTo(now.path(right.get()));
      if (order < 0) {
        visitor.difference(new Difference.Removed(was.path(left.orElseThrow()), left.get()));
      } else if (order > 0) {
        visitor.difference(new Difference.Added(now.path(right.orElseThrow()), right.get()));
      } else if (!same(left.orElseThrow(), right.orElseThrow())) {
        visitor.difference(new Difference.Changed(now.path(right.get()), left.get(), right.get()));
      }
      left = order <= 0 ? was.next() : left;
      right = order >= 0 ? now.next() : right;
    }
  }

  private static boolean same(Entry was, Entry now) {
    return switch (was) {
      case Entry.File file ->
          now instanceof Entry.File other
              && file.digest().equals(other.digest())
              && file.executable() == other.executable();
      case Entry.Link link ->
          now instanceof Entry.Link other && link.target().equals(other.target());
      case Entry.Directory directory -> now instanceof Entry.Directory;
    };
  }

  /// One side, with paths below what is compared.
  private record Walk(Entries entries, EntryPath below) {
    /// The next entry; what is compared is not in itself, also where it is an empty directory.
    Optional<Entry> next() throws IOException {
      Optional<Entry> next = entries.next();
      boolean itself = next.isPresent() && next.get().path().equals(below);
      return itself && next.get() instanceof Entry.Directory ? entries.next() : next;
    }

    /// A file that is compared by itself has no path below itself: it goes by its name.
    EntryPath path(Entry entry) {
      return entry.path().equals(below) ? below.name() : entry.path().below(below);
    }
  }
}
