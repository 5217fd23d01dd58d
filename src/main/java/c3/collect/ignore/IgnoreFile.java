package c3.collect.ignore;

import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The patterns of one ignore file, with the folder that they are seen from. The last one that is
/// about a path decides.
///
/// @param folder the folder below the root
record IgnoreFile(EntryPath folder, List<IgnorePattern> patterns) {
  private static final int SIZE_BYTES_MAX = 1 << 20;

  IgnoreFile {
    patterns = List.copyOf(patterns);
  }

  /// Takes lines that stand elsewhere, as if in a file of the root.
  static IgnoreFile ofLines(List<String> lines) {
    String text = String.join("\n", lines);
    return new IgnoreFile(EntryPath.ROOT, patterns(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Reads a file; none when there is none. One that is a link is not followed, as git does.
  static Optional<IgnoreFile> read(Path file, EntryPath folder) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(SIZE_BYTES_MAX + 1);
      if (bytes.length > SIZE_BYTES_MAX) {
        throw new C3Exception(ErrorCode.INVALID, file + " is larger than 1 MiB");
      }
      return Optional.of(new IgnoreFile(folder, patterns(bytes)));
    }
  }

  private static List<IgnorePattern> patterns(byte[] bytes) {
    List<IgnorePattern> patterns = new ArrayList<>();
    int start = startsWithMark(bytes) ? 3 : 0;
    for (int i = start; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        byte[] line = trimmed(bytes, start, i);
        if (line.length > 0 && line[0] != '#') {
          patterns.add(IgnorePattern.parse(line));
        }
        start = i + 1;
      }
    }
    return patterns;
  }

  /// Whether the file begins with the mark that some editors write before UTF-8.
  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= 3
        && bytes[0] == (byte) 0xef
        && bytes[1] == (byte) 0xbb
        && bytes[2] == (byte) 0xbf;
  }

  /// A line without the spaces at its end that no backslash protects.
  private static byte[] trimmed(byte[] bytes, int start, int lineEnd) {
    boolean windows = lineEnd > start && bytes[lineEnd - 1] == '\r';
    int end = lineEnd - (windows ? 1 : 0);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int kept = 0;
    for (int i = start; i < end && bytes[i] != 0; i++) {
      line.write(bytes[i]);
      if (bytes[i] == '\\' && i + 1 < end) {
        i++;
        line.write(bytes[i]);
        kept = line.size();
      } else if (bytes[i] != ' ') {
        kept = line.size();
      }
    }
    return Arrays.copyOf(line.toByteArray(), kept);
  }

  /// Whether a path below the folder is left out; empty when no pattern is about it.
  Optional<Boolean> leavesOut(byte[] path, boolean directory) {
    int start = folder.isRoot() ? 0 : folder.sizeBytes() + 1;
    for (int i = patterns.size() - 1; i >= 0; i--) {
      if (patterns.get(i).matches(path, start, directory)) {
        return Optional.of(!patterns.get(i).negated());
      }
    }
    return Optional.empty();
  }

  /// Whether a line brings a path back that names it without any wildcard.
  boolean asksFor(byte[] path, boolean directory) {
    int start = folder.isRoot() ? 0 : folder.sizeBytes() + 1;
    return patterns.stream()
        .anyMatch(p -> p.negated() && p.plain() && p.matches(path, start, directory));
  }
}
