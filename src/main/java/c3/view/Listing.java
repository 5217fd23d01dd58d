package c3.view;

import c3.model.Entry;
import c3.model.EntryPath;
import c3.view.ManifestTree.Node;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/// Goes over what lies directly in a directory, in the order of the paths. For one thread.
///
/// Entries come in the order of whole paths, where `a.txt` stands before `a/b` and so before all
/// that implies the directory `a`, although `a` is the lesser path. Hence, before anything is
/// handed out, its name's beginnings are looked up: each that is a directory comes first.
final class Listing {
  private static final byte LEAST = 1;
  private static final byte BEHIND_SLASH = '/' + 1;

  private final Frames frames;
  private final EntryPath directory;
  private EntryPath last;

  /// @param after the path of the node behind which to begin; the root: at the start
  Listing(Frames frames, EntryPath directory, EntryPath after) {
    this.frames = frames;
    this.directory = directory;
    this.last = after.isRoot() ? directory : after;
  }

  /// The next node; nothing behind the last.
  Optional<Node> next() throws IOException {
    EntryPath from = last.equals(directory) ? leastBelow(directory).orElse(last) : last;
    Frames.Cursor cursor = frames.from(from);
    for (Optional<Entry> entry = cursor.next(); isHere(entry); entry = cursor.next()) {
      EntryPath path = entry.orElseThrow().path();
      EntryPath child = childOf(path);
      if (child.compareTo(last) > 0) {
        Node node = firstOf(child, path, entry.orElseThrow());
        last = node.path();
        return Optional.of(node);
      }
      if (!child.equals(path)) {
        // A directory that was handed out: on behind everything in it.
        cursor = frames.from(append(child, BEHIND_SLASH));
      }
    }
    return Optional.empty();
  }

  private boolean isHere(Optional<Entry> entry) {
    return entry.isPresent()
        && entry.get().path().startsWith(directory)
        && !entry.get().path().equals(directory);
  }

  private EntryPath childOf(EntryPath path) {
    return directory.resolve(path.below(directory).segments().getFirst());
  }

  private Node firstOf(EntryPath child, EntryPath path, Entry entry) throws IOException {
    byte[] name = child.name().bytes();
    for (int length = 1; length < name.length; length++) {
      if (name[length] > 0 && name[length] < '/') {
        Optional<EntryPath> shorter = sibling(Arrays.copyOf(name, length));
        if (shorter.isPresent()
            && shorter.get().compareTo(last) > 0
            && isDirectory(frames, shorter.get())) {
          return new Node.Directory(shorter.get());
        }
      }
    }
    return child.equals(path) && !(entry instanceof Entry.Directory)
        ? new Node.Leaf(entry)
        : new Node.Directory(child);
  }

  private Optional<EntryPath> sibling(byte[] name) {
    boolean dots =
        Arrays.equals(name, new byte[] {'.'}) || Arrays.equals(name, new byte[] {'.', '.'});
    return dots ? Optional.empty() : Optional.of(directory.resolve(EntryPath.ofBytes(name)));
  }

  /// Whether something lies below a path.
  static boolean isDirectory(Frames frames, EntryPath path) throws IOException {
    Optional<EntryPath> least = leastBelow(path);
    if (least.isEmpty()) {
      return false;
    }
    Optional<Entry> entry = frames.from(least.get()).next();
    return entry.isPresent() && entry.get().path().startsWith(path);
  }

  /// The least path that can lie below another; none can when that is too long.
  static Optional<EntryPath> leastBelow(EntryPath path) {
    int longest = EntryPath.SIZE_BYTES_MAX - 2;
    EntryPath least = EntryPath.ofBytes(new byte[] {LEAST});
    return path.sizeBytes() > longest ? Optional.empty() : Optional.of(path.resolve(least));
  }

  private static EntryPath append(EntryPath path, byte last) {
    byte[] bytes = Arrays.copyOf(path.bytes(), path.sizeBytes() + 1);
    bytes[bytes.length - 1] = last;
    return EntryPath.ofBytes(bytes);
  }
}
