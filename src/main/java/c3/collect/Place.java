package c3.collect;

import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.posix.FileNames;
import java.nio.file.Path;

/// Somewhere in a walk.
///
/// @param rootSizeBytes how long the path where the walk began is for the kernel
/// @param entry the path in the manifest
record Place(Found.Spot spot, int rootSizeBytes, EntryPath entry) {
  private static final int SHOWN_MAX = 60;

  /// Where a walk begins.
  static Place top(Path path, EntryPath prefix) {
    return new Place(new Found.Spot(path, EntryPath.ROOT), FileNames.bytes(path).length, prefix);
  }

  /// The path from where the walk began.
  EntryPath below() {
    return spot.below();
  }

  /// One name further down. Throws `C3Exception` when neither the kernel nor a manifest can take a
  /// path that long.
  Place child(byte[] name) throws C3Exception {
    int added = 1 + name.length;
    int size = rootSizeBytes + (below().isRoot() ? 0 : 1 + below().sizeBytes());
    if (Math.max(size, entry.sizeBytes()) + added > EntryPath.SIZE_BYTES_MAX) {
      throw new C3Exception(
          ErrorCode.INVALID,
          "a path is longer than %,d bytes (below %s)"
              .formatted(EntryPath.SIZE_BYTES_MAX, shown()));
    }
    EntryPath segment = EntryPath.ofBytes(name);
    return new Place(
        new Found.Spot(spot.root(), below().resolve(segment)),
        rootSizeBytes,
        entry.resolve(segment));
  }

  private String shown() {
    String text = entry.toString();
    return text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "..." : text;
  }
}
