package c3.server.data;

import c3.model.EntryPath;
import c3.wire.message.Listing.Item;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A directory that can be listed, whether its contents are rows of the catalog or entries of a
/// manifest.
interface Shelf {
  /// What lies directly in it, in its order, beginning behind a name (the root: from the start).
  Page page(EntryPath after, int max) throws IOException;

  /// The directory of that name in it; absent when there is none, or it is none.
  Optional<Shelf> directory(EntryPath name) throws IOException;

  /// A part of what lies in a directory.
  ///
  /// @param more whether something follows
  record Page(List<Item> items, boolean more) {
    public Page {
      items = List.copyOf(items);
    }

    /// The first `max` of more items than were wanted.
    static Page of(List<Item> items, int max) {
      boolean more = items.size() > max;
      return new Page(more ? items.subList(0, max) : items, more);
    }
  }
}
