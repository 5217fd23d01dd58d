package c3.collect.ignore;

import java.util.Arrays;

/// One line of an ignore file.
final class IgnorePattern {
  private final byte[] literal;
  private final Glob glob;
  private final boolean negated;
  private final boolean directoriesOnly;
  private final boolean wholePath;
  private final boolean plain;

  private IgnorePattern(byte[] pattern, boolean negated, boolean directoriesOnly) {
    this.negated = negated;
    this.directoriesOnly = directoriesOnly;
    this.wholePath = lastSegment(pattern, 0) > 0;
    byte[] anchored =
        wholePath && pattern[0] == '/' ? Arrays.copyOfRange(pattern, 1, pattern.length) : pattern;
    int length = GlobParser.literalLength(anchored);
    this.literal = Arrays.copyOf(anchored, length);
    this.plain = length == anchored.length;
    this.glob = GlobParser.parse(anchored);
  }

  /// Takes what is left of a line when comments and spaces at its end are gone; not empty.
  static IgnorePattern parse(byte[] line) {
    boolean negated = line[0] == '!';
    int start = negated ? 1 : 0;
    boolean directoriesOnly = line.length > start && line[line.length - 1] == '/';
    int end = line.length - (directoriesOnly ? 1 : 0);
    return new IgnorePattern(Arrays.copyOfRange(line, start, end), negated, directoriesOnly);
  }

  /// Whether the line brings back what others leave out.
  boolean negated() {
    return negated;
  }

  /// Whether the line has no wildcard.
  boolean plain() {
    return plain;
  }

  /// Whether the line is about a path.
  ///
  /// @param path the path below the folder of the ignore file, preceded by other bytes
  /// @param start where that begins
  boolean matches(byte[] path, int start, boolean directory) {
    if (directoriesOnly && !directory) {
      return false;
    }
    int from = wholePath ? start : lastSegment(path, start);
    int length = path.length - from;
    if (length < literal.length
        || !Arrays.equals(literal, 0, literal.length, path, from, from + literal.length)) {
      return false;
    }
    return plain ? length == literal.length : glob.matches(path, from, path.length);
  }

  private static int lastSegment(byte[] path, int start) {
    for (int i = path.length - 1; i >= start; i--) {
      if (path[i] == '/') {
        return i + 1;
      }
    }
    return start;
  }
}
