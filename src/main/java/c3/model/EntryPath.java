package c3.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A path inside a manifest: bytes, since Linux names are bytes. Relative, its segments separated
/// by one slash, none of them empty, `.` or `..`, no NUL: valid once built, so it can never lead
/// out of the directory it is restored into. `ROOT` (no segments) is the manifest itself.
///
/// Ordered as unsigned bytes, the order of entries in a manifest.
public final class EntryPath implements Comparable<EntryPath> {
  /// The manifest's own root: the empty path.
  public static final EntryPath ROOT = new EntryPath(new byte[0]);

  /// The longest path, in bytes; Linux allows 4,096 with the terminating NUL.
  public static final int SIZE_BYTES_MAX = 4095;

  private final byte[] bytes;

  private EntryPath(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Parses a path; throws `IllegalArgumentException`, with a sentence, when it is not one.
  public static EntryPath ofBytes(byte[] path) {
    if (path.length == 0) {
      return ROOT;
    }
    checkSize(path);
    int start = 0;
    for (int i = 0; i < path.length; i++) {
      byte b = path[i];
      if (b == '/') {
        checkSegment(path, start, i);
        start = i + 1;
      } else if (b == 0) {
        throw new IllegalArgumentException("a path contains a NUL byte");
      }
    }
    checkSegment(path, start, path.length);
    return new EntryPath(path.clone());
  }

  /// Parses the UTF-8 form of a path; throws as `ofBytes`.
  public static EntryPath of(String path) {
    return ofBytes(path.getBytes(StandardCharsets.UTF_8));
  }

  private static void checkSize(byte[] path) {
    if (path.length > SIZE_BYTES_MAX) {
      throw new IllegalArgumentException("a path is longer than " + SIZE_BYTES_MAX + " bytes");
    }
  }

  private static void checkSegment(byte[] path, int start, int end) {
    int length = end - start;
    boolean dots =
        length > 0 && length <= 2 && path[start] == '.' && (length == 1 || path[start + 1] == '.');
    if (length == 0 || dots) {
      throw new IllegalArgumentException(
          "a path has an empty, `.` or `..` part: "
              + new String(path, StandardCharsets.UTF_8).replace('\0', '?'));
    }
  }

  /// The path's bytes, in a new array.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// Copies the path's bytes to a place in an array.
  public void copyTo(byte[] target, int at) {
    System.arraycopy(bytes, 0, target, at, bytes.length);
  }

  /// How many bytes the path has; 0 for the root.
  public int sizeBytes() {
    return bytes.length;
  }

  public boolean isRoot() {
    return bytes.length == 0;
  }

  /// The path as text, when its bytes are valid UTF-8.
  public Optional<String> text() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /// This path with more segments behind it.
  public EntryPath resolve(EntryPath child) {
    if (isRoot()) {
      return child;
    }
    if (child.isRoot()) {
      return this;
    }
    byte[] joined = Arrays.copyOf(bytes, bytes.length + 1 + child.bytes.length);
    joined[bytes.length] = '/';
    System.arraycopy(child.bytes, 0, joined, bytes.length + 1, child.bytes.length);
    checkSize(joined);
    return new EntryPath(joined);
  }

  /// This path with one more segment; throws `IllegalArgumentException` when it is not one.
  public EntryPath resolve(String child) {
    return resolve(of(child));
  }

  /// Whether this is `ancestor` or lies below it, on whole segments.
  public boolean startsWith(EntryPath ancestor) {
    int length = ancestor.bytes.length;
    return length == 0
        || (beginsWith(ancestor) && (bytes.length == length || bytes[length] == '/'));
  }

  /// Whether the path's bytes begin with all those of another, be it amid a segment.
  public boolean beginsWith(EntryPath other) {
    int length = other.bytes.length;
    return bytes.length >= length && Arrays.equals(bytes, 0, length, other.bytes, 0, length);
  }

  /// What is left of this path below `ancestor`; throws `IllegalArgumentException` when it does not
  /// lie there.
  public EntryPath below(EntryPath ancestor) {
    if (!startsWith(ancestor)) {
      throw new IllegalArgumentException(this + " does not lie below " + ancestor);
    }
    if (ancestor.isRoot()) {
      return this;
    }
    return bytes.length == ancestor.bytes.length
        ? ROOT
        : new EntryPath(Arrays.copyOfRange(bytes, ancestor.bytes.length + 1, bytes.length));
  }

  /// The path without its last segment; the root's parent is the root.
  public EntryPath parent() {
    int slash = lastSlash();
    return slash < 0 ? ROOT : new EntryPath(Arrays.copyOf(bytes, slash));
  }

  /// The last segment; the root's name is the root.
  public EntryPath name() {
    int slash = lastSlash();
    return slash < 0 ? this : new EntryPath(Arrays.copyOfRange(bytes, slash + 1, bytes.length));
  }

  /// Every segment in order; none for the root.
  public List<EntryPath> segments() {
    List<EntryPath> segments = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= bytes.length && bytes.length > 0; i++) {
      if (i == bytes.length || bytes[i] == '/') {
        segments.add(new EntryPath(Arrays.copyOfRange(bytes, start, i)));
        start = i + 1;
      }
    }
    return List.copyOf(segments);
  }

  private int lastSlash() {
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (bytes[i] == '/') {
        return i;
      }
    }
    return -1;
  }

  @Override
  public int compareTo(EntryPath other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EntryPath path && Arrays.equals(bytes, path.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// For messages: the path as text, bytes that are not UTF-8 replaced. Never used as a path.
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
