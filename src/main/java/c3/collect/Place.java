package c3.collect;

import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.posix.FileNames;
import java.nio.file.Path;

/// Somewhere in a walk.
///
/// @param root where the walk began
/// @param below the path from there
/// @param entry the path in the manifest
record Place(Root root, EntryPath below, EntryPath entry) {
  private static final int SHOWN_MAX = 60;

  /// Where a walk began.
  ///
  /// @param sizeBytes how long its path is for the kernel
  record Root(Path path, int sizeBytes) {}

  /// Where a walk begins.
  static Place top(Path path, EntryPath prefix) {
    return new Place(new Root(path, FileNames.bytes(path).length), EntryPath.ROOT, prefix);
  }

  /// One name further down. Throws `C3Exception` when neither the kernel nor a manifest can take a
  /// path that long.
  Place child(byte[] name) throws C3Exception {
    int added = 1 + name.length;
    int size = root.sizeBytes() + (below.isRoot() ? 0 : 1 + below.sizeBytes());
    if (Math.max(size, entry.sizeBytes()) + added > EntryPath.SIZE_BYTES_MAX) {
      throw new C3Exception(
          ErrorCode.INVALID,
          "a path is longer than %,d bytes (below %s)"
              .formatted(EntryPath.SIZE_BYTES_MAX, shown()));
    }
    EntryPath segment = EntryPath.ofBytes(name);
    return new Place(root, below.resolve(segment), entry.resolve(segment));
  }

  /// Where it lies.
  Found.Spot spot() {
    return new Found.Spot(root.path(), below);
  }

  private String shown() {
    String text = entry.toString();
    return text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "..." : text;
  }
}
