package c3.view;

import c3.model.Entry;
import c3.model.EntryPath;
import java.io.IOException;
import java.util.Optional;

/// The entries at or below a path, one at a time in manifest order. For one thread.
final class Entries {
  private final Frames.Cursor cursor;
  private final EntryPath below;

  Entries(Frames.Cursor cursor, EntryPath below) {
    this.cursor = cursor;
    this.below = below;
  }

  /// The next entry; nothing behind the last.
  Optional<Entry> next() throws IOException {
    return cursor.next().filter(entry -> entry.path().startsWith(below));
  }
}
