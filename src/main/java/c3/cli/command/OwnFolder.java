package c3.cli.command;

import c3.cli.local.Home;
import c3.collect.Collector;
import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.posix.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// c3's own folder, which no upload takes along: it holds keys, and everything that was ever
/// stored.
final class OwnFolder {
  private final Path place;

  private OwnFolder(Path place) {
    this.place = place;
  }

  /// Where it lies; as it is named when it does not exist yet.
  static OwnFolder of(Home home) throws IOException {
    return new OwnFolder(Files.exists(home.root()) ? home.root().toRealPath() : home.root());
  }

  /// Where it lies in another folder; absent when it lies elsewhere. Throws `C3Exception` when it
  /// is that folder.
  Optional<EntryPath> below(Path folder) throws C3Exception {
    if (place.equals(folder)) {
      throw new C3Exception(ErrorCode.INVALID, place + " is c3's own folder and is not uploaded");
    }
    return place.startsWith(folder)
        ? Optional.of(EntryPath.ofBytes(FileNames.bytes(folder.relativize(place))))
        : Optional.empty();
  }

  /// The same root without it.
  Collector.Root leftOutOf(Collector.Root root) throws C3Exception {
    Optional<EntryPath> own = below(root.directory());
    if (own.isEmpty()) {
      return root;
    }
    EntryPath leftOut = own.get();
    Collector.Filter filter =
        (path, directory) -> !path.equals(leftOut) && root.filter().keeps(path, directory);
    return new Collector.Root(root.within(), root.directory(), root.prefix(), filter);
  }
}
