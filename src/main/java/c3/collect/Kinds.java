package c3.collect;

import c3.collect.Found.Stamp;
import c3.model.EntryPath;
import c3.model.LinkTarget;
import c3.posix.FileStatus;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// Turns what the kernel says of a path into what a walk has found.
final class Kinds {
  private Kinds() {}

  /// Reads what a link says.
  @FunctionalInterface
  interface LinkText {
    byte[] read() throws IOException;
  }

  /// What was found where something other than a directory lies; nothing when it has vanished.
  ///
  /// @param link reads what a link there says
  static Optional<Found> found(EntryPath path, Found.Spot spot, FileStatus status, LinkText link)
      throws IOException {
    return switch (status.kind()) {
      case FILE -> Optional.of(new Found.File(path, spot, Stamp.of(status)));
      case LINK -> link(path, link);
      case SOCKET -> Optional.of(new Found.Skipped(path, "a socket"));
      case FIFO -> Optional.of(new Found.Skipped(path, "a named pipe"));
      case DEVICE -> Optional.of(new Found.Skipped(path, "a device"));
      case DIRECTORY -> throw new IllegalArgumentException("a directory: " + spot.path());
    };
  }

  static boolean canBeKept(FileStatus.Kind kind) {
    return switch (kind) {
      case FILE, LINK, DIRECTORY -> true;
      case SOCKET, FIFO, DEVICE -> false;
    };
  }

  private static Optional<Found> link(EntryPath path, LinkText link) throws IOException {
    try {
      return Optional.of(new Found.Link(path, LinkTarget.ofBytes(link.read())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
