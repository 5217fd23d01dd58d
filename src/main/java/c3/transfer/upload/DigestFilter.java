package c3.transfer.upload;

import c3.model.Digest;
import c3.model.DigestStarts;

/// Says of a digest that it was surely not added, or that it may have been: a Bloom filter (Burton
/// H. Bloom, "Space/time trade-offs in hash coding with allowable errors", 1970). A digest is
/// random already, so two parts of its start are its hashes. 1 MiB, however much is added: with
/// 400,000 digests it is wrong about one in a hundred of the others. For one thread.
final class DigestFilter {
  private static final int INDEX_BITS = 23;
  private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

  private final long[] bits = new long[(1 << INDEX_BITS) / Long.SIZE];

  DigestFilter(DigestStarts starts) {
    for (int i = 0; i < starts.size(); i++) {
      add(starts.get(i));
    }
  }

  void add(Digest digest) {
    add(digest.first());
  }

  private void add(long start) {
    set(low(start));
    set(high(start));
  }

  /// False when it was surely not added.
  boolean mayHave(Digest digest) {
    return isSet(low(digest.first())) && isSet(high(digest.first()));
  }

  private static int low(long start) {
    return (int) start & INDEX_MASK;
  }

  private static int high(long start) {
    return (int) (start >>> (Long.SIZE - INDEX_BITS));
  }

  private void set(int index) {
    bits[index / Long.SIZE] |= 1L << index;
  }

  private boolean isSet(int index) {
    return (bits[index / Long.SIZE] >>> index & 1) != 0;
  }
}
