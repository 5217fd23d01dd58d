package c3.collect;

import c3.model.EntryPath;
import c3.model.LinkTarget;
import c3.posix.FileNames;
import c3.posix.FileStatus;
import java.nio.file.Path;

/// Something a walk came upon.
public sealed interface Found {
  /// Where it goes in the manifest.
  EntryPath path();

  /// A regular file, as it was when the walk passed; its bytes have not been read.
  ///
  /// @param spot where it lies
  /// @param stamp what tells whether it changed since
  record File(EntryPath path, Spot spot, Stamp stamp) implements Found {
    /// Where it lies.
    public Path file() {
      return spot.path();
    }
  }

  /// A place in a walk; its path is made only for who asks.
  ///
  /// @param root where the walk began
  /// @param below the path from there; the root's own when the walk began with what is meant
  record Spot(Path root, EntryPath below) {
    /// The whole path.
    public Path path() {
      return below.isRoot() ? root : FileNames.resolve(root, below.bytes());
    }
  }

  /// A symbolic link; never followed.
  record Link(EntryPath path, LinkTarget target) implements Found {}

  /// A directory with nothing in it that is kept.
  record EmptyDirectory(EntryPath path) implements Found {}

  /// Something that cannot be kept: a socket, a FIFO, a device.
  ///
  /// @param what its kind, as the end of a sentence
  record Skipped(EntryPath path, String what) implements Found {}

  /// What is known of a file without reading it. The same stamp before and after a read means that,
  /// as far as the file system tells, nobody wrote meanwhile.
  ///
  /// @param modifiedNanos when its bytes were last changed, in nanoseconds since the epoch
  /// @param changedNanos when its inode was last changed
  /// @param inode its number among the files of its device
  /// @param links how many names it has
  record Stamp(
      long sizeBytes,
      boolean executable,
      long modifiedNanos,
      long changedNanos,
      long inode,
      long device,
      int links) {
    /// What the kernel says of a file, as a stamp.
    public static Stamp of(FileStatus status) {
      return new Stamp(
          status.sizeBytes(),
          status.executable(),
          status.modifiedNanos(),
          status.changedNanos(),
          status.inode(),
          status.device(),
          status.links());
    }

    /// Whether all of it is the same. A record's own `equals` takes 10 ms to link, when a short
    /// command first calls it.
    public boolean isSame(Stamp other) {
      return sizeBytes == other.sizeBytes
          && executable == other.executable
          && modifiedNanos == other.modifiedNanos
          && changedNanos == other.changedNanos
          && inode == other.inode
          && device == other.device
          && links == other.links;
    }
  }
}
