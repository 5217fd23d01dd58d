package c3.collect;

import c3.collect.Collector.Root;
import c3.model.EntryPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What walks find, as lists that a test can compare.
final class Walked {
  private Walked() {}

  /// Everything below a directory.
  static List<Found> all(Path directory) throws IOException {
    return all(new Root(directory, EntryPath.ROOT, Collector.Filter.EVERYTHING));
  }

  static List<Found> all(Root... roots) throws IOException {
    List<Found> found = new ArrayList<>();
    new FileCollector().walk(List.of(roots), found::add);
    return found;
  }

  /// One line each: the path, a slash behind an empty directory, an arrow and what a link says.
  static List<String> lines(List<Found> found) {
    return found.stream().map(Walked::line).toList();
  }

  private static String line(Found found) {
    return switch (found) {
      case Found.File file -> file.path().toString();
      case Found.EmptyDirectory directory -> directory.path() + "/";
      case Found.Link link -> link.path() + " -> " + link.target();
      case Found.Skipped skipped -> skipped.path() + ": " + skipped.what();
    };
  }
}
