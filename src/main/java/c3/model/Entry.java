package c3.model;

/// One path of a manifest.
public sealed interface Entry {
  /// Where the entry lies below the manifest's root; never the root itself.
  EntryPath path();

  /// A regular file.
  ///
  /// @param sizeBytes its length
  /// @param executable whether its owner may execute it; the only mode bit that is kept
  /// @param modifiedNanos when it was last changed, in nanoseconds since the epoch; may be negative
  /// @param digest the SHA-256 of its bytes
  /// @param changed whether it kept changing while it was read, so that it may mix two states
  record File(
      EntryPath path,
      long sizeBytes,
      boolean executable,
      long modifiedNanos,
      Digest digest,
      boolean changed)
      implements Entry {
    public File {
      notRoot(path);
      if (sizeBytes < 0) {
        throw new IllegalArgumentException("a file has a negative size: " + path);
      }
    }
  }

  /// A symbolic link, kept as a link.
  ///
  /// @param target what the link says, byte for byte; may point anywhere and is never followed
  record Link(EntryPath path, LinkTarget target) implements Entry {
    public Link {
      notRoot(path);
    }
  }

  /// An empty directory; others are implied by what lies in them.
  record Directory(EntryPath path) implements Entry {
    public Directory {
      notRoot(path);
    }
  }

  private static void notRoot(EntryPath path) {
    if (path.isRoot()) {
      throw new IllegalArgumentException("an entry needs a path");
    }
  }
}
