package c3.server.data;

import c3.model.Entry;
import c3.model.EntryPath;
import c3.view.ManifestTree;
import c3.view.ManifestTree.Node;
import c3.wire.message.Listing.Item;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// A directory of a manifest.
final class ManifestShelf implements Shelf {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final ManifestTree tree;
  private final EntryPath directory;

  ManifestShelf(ManifestTree tree, EntryPath directory) {
    this.tree = tree;
    this.directory = directory;
  }

  @Override
  public Page page(EntryPath after, int max) throws IOException {
    EntryPath behind = after.isRoot() ? EntryPath.ROOT : directory.resolve(after);
    ManifestTree.Page page = tree.list(directory, behind, max);
    return new Page(page.nodes().stream().map(ManifestShelf::item).toList(), page.more());
  }

  @Override
  public Optional<Shelf> directory(EntryPath name) throws IOException {
    EntryPath path = directory.resolve(name);
    return tree.find(path)
        .filter(node -> node instanceof Node.Directory)
        .map(node -> new ManifestShelf(tree, path));
  }

  /// A node as a line of a listing, by its last name.
  static Item item(Node node) {
    return switch (node) {
      case Node.Directory directory ->
          new Item.Directory(
              directory.path().name(), Optional.empty(), Optional.empty(), Optional.empty());
      case Node.Leaf(Entry entry) -> item(entry);
    };
  }

  private static Item item(Entry entry) {
    EntryPath name = entry.path().name();
    return switch (entry) {
      case Entry.File file ->
          new Item.File(
              name,
              file.sizeBytes(),
              file.executable(),
              Optional.of(instant(file.modifiedNanos())),
              file.digest(),
              file.changed());
      case Entry.Link link -> new Item.Link(name, link.target());
      case Entry.Directory directory ->
          new Item.Directory(name, Optional.empty(), Optional.empty(), Optional.empty());
    };
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
  }
}
