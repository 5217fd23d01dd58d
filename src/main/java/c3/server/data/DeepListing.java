package c3.server.data;

import c3.model.EntryPath;
import c3.server.data.Shelf.Page;
import c3.wire.message.Listing.Item;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One page of everything below a directory: files, links and directories with nothing in them,
/// each directory's contents where its name stands. Goes straight to where the page before ended,
/// so that listing a large tree page by page costs no more than listing it once.
final class DeepListing {
  private final int max;
  private final List<Item> items = new ArrayList<>();

  private DeepListing(int max) {
    this.max = max;
  }

  /// The page behind `after`, a name below `shelf` of one or more segments.
  static Page page(Shelf shelf, EntryPath after, int max) throws IOException {
    // One more than wanted tells whether something follows.
    DeepListing listing = new DeepListing(max + 1);
    listing.add(shelf, EntryPath.ROOT, after);
    return Page.of(listing.items, max);
  }

  private boolean full() {
    return items.size() >= max;
  }

  /// Adds what lies in a shelf behind a name; returns whether there was anything.
  private boolean add(Shelf shelf, EntryPath prefix, EntryPath after) throws IOException {
    List<EntryPath> segments = after.segments();
    EntryPath behind = segments.isEmpty() ? EntryPath.ROOT : segments.getFirst();
    if (segments.size() > 1) {
      Optional<Shelf> begun = shelf.directory(behind);
      if (begun.isPresent()) {
        add(begun.get(), prefix.resolve(behind), after.below(behind));
      }
    }
    boolean any = false;
    boolean more = true;
    while (more && !full()) {
      Page page = shelf.page(behind, max - items.size());
      for (Item item : page.items()) {
        any = true;
        behind = item.name();
        add(shelf, prefix, item);
        if (full()) {
          return true;
        }
      }
      more = page.more();
    }
    return any;
  }

  private void add(Shelf shelf, EntryPath prefix, Item item) throws IOException {
    EntryPath path = prefix.resolve(item.name());
    switch (item) {
      case Item.File file ->
          items.add(
              new Item.File(
                  path,
                  file.sizeBytes(),
                  file.executable(),
                  file.modified(),
                  file.digest(),
                  file.changed()));
      case Item.Link link -> items.add(new Item.Link(path, link.target()));
      case Item.Directory directory -> {
        Optional<Shelf> contents = shelf.directory(directory.name());
        if (contents.isEmpty() || !add(contents.get(), path, EntryPath.ROOT)) {
          items.add(
              new Item.Directory(path, directory.files(), directory.bytes(), directory.modified()));
        }
      }
    }
  }
}
