package c3.transfer.upload;

import c3.transfer.Threads;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Supplier;

/// How uploads are made.
///
/// @param spool where bundles lie until they are in the store, at most four at a time; on the
///   store's own file system they can be handed over by link
/// @param names gives a fresh name each time
/// @param owner whose files they are
/// @param threads how many files are read at a time, and by whom
public record UploadSettings(Path spool, Supplier<UUID> names, Owner owner, Threads threads) {
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
