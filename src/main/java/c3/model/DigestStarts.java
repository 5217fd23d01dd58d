package c3.model;

import java.util.Arrays;

/// The first eight bytes of each of some digests. They are a quarter of the digests, and enough to
/// say of nearly every other digest that it is none of them.
public final class DigestStarts {
  /// Length of one in bytes.
  public static final int SIZE_BYTES = Long.BYTES;

  private final long[] starts;

  private DigestStarts(long[] starts) {
    this.starts = starts;
  }

  /// Copies starts, each as `Digest.first()` says it.
  public static DigestStarts of(long... starts) {
    return new DigestStarts(starts.clone());
  }

  /// How many digests there are.
  public int size() {
    return starts.length;
  }

  /// The start of one of them.
  public long get(int index) {
    return starts[index];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DigestStarts others && Arrays.equals(starts, others.starts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(starts);
  }

  @Override
  public String toString() {
    return "the starts of " + starts.length + " digests";
  }
}
