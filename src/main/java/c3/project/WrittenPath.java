package c3.project;

import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.project.yaml.Yaml.Scalar;
import java.util.ArrayDeque;
import java.util.Deque;

/// Reads paths that a person wrote relative to the project's folder: `./a//b/` and `a/c/../b` are
/// `a/b`.
final class WrittenPath {
  private WrittenPath() {}

  /// The path below the project's folder, the root for the folder itself. Throws `C3Exception` when
  /// it leads out of it.
  ///
  /// @param field what the path is for, to be named in errors
  static EntryPath inside(String field, Scalar written) throws C3Exception {
    String text = written.text();
    if (!text.startsWith("/")) {
      Deque<String> segments = new ArrayDeque<>();
      boolean inside = true;
      for (String segment : text.split("/", -1)) {
        inside &= step(segments, segment);
      }
      if (inside) {
        return parse(field, written, String.join("/", segments));
      }
    }
    throw written
        .spot()
        .wrong("`%s` must lie inside the project's folder: `%s`".formatted(field, text));
  }

  /// Takes one step from the folder; false when that leads out of it.
  private static boolean step(Deque<String> segments, String segment) {
    switch (segment) {
      case "", "." -> {}
      case ".." -> {
        return segments.pollLast() != null;
      }
      default -> segments.add(segment);
    }
    return true;
  }

  private static EntryPath parse(String field, Scalar written, String path) throws C3Exception {
    try {
      return EntryPath.of(path);
    } catch (IllegalArgumentException e) {
      throw written.spot().wrong("`" + field + "` is not a path: " + e.getMessage());
    }
  }
}
