package c3.project;

import c3.model.EntryPath;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// Looks for what keeps a place in the project from being a folder. A link does, wherever it leads:
/// the job gets it as a link, and what lies behind it on another machine is nobody's to say.
final class Obstacle {
  private Obstacle() {}

  /// What stands in the way, as a sentence; nothing when a folder is there or can be made.
  static Optional<String> on(Path root, EntryPath folder) {
    Path place = root;
    for (EntryPath segment : folder.segments()) {
      place = place.resolve(segment.toString());
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
        String kind = Files.isSymbolicLink(place) ? "link" : "file";
        return Optional.of("`%s` is a %s".formatted(root.relativize(place), kind));
      }
    }
    return Optional.empty();
  }
}
