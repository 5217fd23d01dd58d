package c3.store.format;

import c3.model.EntryPath;
import java.util.ArrayDeque;
import java.util.Deque;

/// Holds paths to the order of a manifest: ascending, each once, and nothing below a path that is
/// an entry itself. Remembers only the previous path and those of its beginnings that are entries
/// too.
final class PathOrder {
  private final Deque<EntryPath> beginnings = new ArrayDeque<>();

  /// Takes the next path. Throws `IllegalArgumentException` when it cannot follow.
  void next(EntryPath path) {
    if (!beginnings.isEmpty() && beginnings.peek().compareTo(path) >= 0) {
      throw new IllegalArgumentException("entries are not in the order of their paths: " + path);
    }
    while (!beginnings.isEmpty() && !path.beginsWith(beginnings.peek())) {
      beginnings.pop();
    }
    for (EntryPath beginning : beginnings) {
      if (path.startsWith(beginning)) {
        throw new IllegalArgumentException("an entry lies below another one: " + path);
      }
    }
    beginnings.push(path);
  }
}
