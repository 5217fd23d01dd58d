package c3.server.data;

import c3.model.EntryPath;
import c3.wire.message.Listing.Item;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A directory with the same few directories in it, always.
final class FixedShelf implements Shelf {
  private final SequencedMap<EntryPath, Shelf> directories;

  /// @param directories in their order
  FixedShelf(SequencedMap<EntryPath, Shelf> directories) {
    this.directories = directories;
  }

  @Override
  public Page page(EntryPath after, int max) {
    List<Item> items =
        directories.keySet().stream()
            .filter(name -> name.compareTo(after) > 0)
            .map(FixedShelf::item)
            .toList();
    return Page.of(items, max);
  }

  @Override
  public Optional<Shelf> directory(EntryPath name) {
    return Optional.ofNullable(directories.get(name));
  }

  private static Item item(EntryPath name) {
    return new Item.Directory(name, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
