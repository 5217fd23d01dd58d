package c3.transfer.upload;

import c3.transfer.Threads;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// How uploads are made.
///
/// @param spool where bundles lie until they are in the store, at most four at a time; on the
///   store's own file system they can be handed over by link
/// @param names gives a fresh name each time
/// @param owner whose files they are
/// @param threads how many files are read at a time, and by whom
/// @param memory what saves files that have not changed from being read again; where there is none,
///   every file is read
public record UploadSettings(
    Path spool, Supplier<UUID> names, Owner owner, Threads threads, Optional<Memory> memory) {
  /// Without a memory.
  public UploadSettings(Path spool, Supplier<UUID> names, Owner owner, Threads threads) {
    this(spool, names, owner, threads, Optional.empty());
  }

  /// The same with a memory.
  public UploadSettings with(Memory memory) {
    return new UploadSettings(spool, names, owner, threads, Optional.of(memory));
  }

  /// Where it is remembered what bytes files had, for the next upload of the same folders.
  ///
  /// @param folder c3's own, made as needed; may be removed at any time
  /// @param clock tells files that may change again without looking so
  /// @param believed whether what is remembered saves a file from being read; otherwise all are
  ///   read, and remembered anew
  public record Memory(Path folder, InstantSource clock, boolean believed) {}

  /// Whose files are uploaded.
  public enum Owner {
    /// c3's own, such as a workspace whose script has ended: nobody writes them any more, and the
    /// store may take them by link, which makes them read-only.
    C3,
    /// Somebody else's: they are read and never linked, since they must not share their bytes with
    /// the store.
    PERSON
  }
}
