package c3.agent;

import c3.collect.Collector;
import c3.collect.FileCollector;
import c3.collect.Found;
import c3.model.ByteSize;
import c3.model.EntryPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a job left and the agent keeps, in words: a few names, how many there are, and their size.
final class LeftFiles {
  private static final int NAMES_MAX = 3;

  private final List<EntryPath> names = new ArrayList<>();
  private long files;
  private long bytes;

  private LeftFiles() {}

  /// Walks the outputs; reads nothing. One line; of what cannot be walked, as far as it went.
  static String in(List<Collector.Root> roots) {
    LeftFiles left = new LeftFiles();
    try {
      new FileCollector().walk(roots, left::found);
    } catch (IOException e) {
      return "kept on this machine: " + left + ", and what lies behind (" + e.getMessage() + ")";
    }
    return "kept on this machine: " + left;
  }

  private void found(Found found) {
    if (found instanceof Found.File file) {
      files++;
      bytes += file.stamp().sizeBytes();
      if (names.size() < NAMES_MAX) {
        names.add(file.path());
      }
    }
  }

  /// `artifacts/a, artifacts/b and 2 more, 6.0 GB`.
  @Override
  public String toString() {
    if (files == 0) {
      return "no files";
    }
    String shown = String.join(", ", names.stream().map(EntryPath::toString).toList());
    String more = files > names.size() ? " and " + (files - names.size()) + " more" : "";
    return shown + more + ", " + ByteSize.text(bytes);
  }
}
