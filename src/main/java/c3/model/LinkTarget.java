package c3.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a symbolic link says: 1 to 4,095 bytes, no NUL. Data, never a path that c3 follows.
public final class LinkTarget {
  private final byte[] bytes;

  private LinkTarget(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Takes the bytes as they are; throws `IllegalArgumentException` when no link can say them.
  public static LinkTarget ofBytes(byte[] target) {
    if (target.length == 0 || target.length > EntryPath.SIZE_BYTES_MAX) {
      throw new IllegalArgumentException("a link target has 1 to 4,095 bytes");
    }
    for (byte b : target) {
      if (b == 0) {
        throw new IllegalArgumentException("a link target contains a NUL byte");
      }
    }
    return new LinkTarget(target.clone());
  }

  /// Takes the UTF-8 form of a target; throws as `ofBytes`.
  public static LinkTarget of(String target) {
    return ofBytes(target.getBytes(StandardCharsets.UTF_8));
  }

  /// The target's bytes, in a new array.
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinkTarget target && Arrays.equals(bytes, target.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// For messages only: bytes that are not UTF-8 are replaced.
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
