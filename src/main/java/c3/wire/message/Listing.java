package c3.wire.message;

import c3.model.Digest;
import c3.model.EntryPath;
import c3.model.LinkTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One page of what lies at a data path.
///
/// @param path the path as resolved: ids whole, `@latest` replaced; ends in a slash for a directory
/// @param directory whether it is one; else `items` holds the file itself
/// @param items what lies there, in order
/// @param next what to ask behind for the next page; absent on the last
public record Listing(String path, boolean directory, List<Item> items, Optional<EntryPath> next) {
  public Listing {
    items = List.copyOf(items);
  }

  /// One line of a listing.
  public sealed interface Item {
    /// The name below the listed path; several segments in a recursive listing.
    EntryPath name();

    /// A file. Absent `modified`: not known.
    ///
    /// @param changed whether it kept changing while it was read, so that it may mix two states
    record File(
        EntryPath name,
        long sizeBytes,
        boolean executable,
        Optional<Instant> modified,
        Digest digest,
        boolean changed)
        implements Item {}

    /// A symbolic link.
    record Link(EntryPath name, LinkTarget target) implements Item {}

    /// A directory, or a job in a listing of jobs.
    ///
    /// @param files how many files lie below it, where that is known without counting
    /// @param bytes the sum of their sizes, likewise
    record Directory(
        EntryPath name, Optional<Long> files, Optional<Long> bytes, Optional<Instant> modified)
        implements Item {}
  }
}
