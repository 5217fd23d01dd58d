package c3.store.check;

import c3.catalog.BlobCatalog.ObjectState;
import c3.catalog.BlobCatalog.StoredObject;
import c3.model.Digest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// The rows of LIVE objects in 49 bytes each, found by their numbers.
final class ObjectTable {
  private static final int FIRST_CAPACITY = 1_024;

  private long[] numbers = new long[FIRST_CAPACITY];
  private long[] sizes = new long[FIRST_CAPACITY];
  private char[] kinds = new char[FIRST_CAPACITY];
  private byte[] digests = new byte[FIRST_CAPACITY * Digest.SIZE_BYTES];
  private int count;

  /// Adds an object; numbers ascend.
  void add(StoredObject object) {
    if (count == numbers.length) {
      int capacity = Math.multiplyExact(2, count);
      numbers = Arrays.copyOf(numbers, capacity);
      sizes = Arrays.copyOf(sizes, capacity);
      kinds = Arrays.copyOf(kinds, capacity);
      digests = Arrays.copyOf(digests, Math.multiplyExact(capacity, Digest.SIZE_BYTES));
    }
    numbers[count] = object.object();
    sizes[count] = object.sizeBytes();
    kinds[count] = object.kind();
    byte[] digest = object.sha256().bytes();
    System.arraycopy(digest, 0, digests, count * Digest.SIZE_BYTES, Digest.SIZE_BYTES);
    count++;
  }

  /// The object of a number, when it is LIVE.
  Optional<StoredObject> find(long number) {
    int at = Arrays.binarySearch(numbers, 0, count, number);
    if (at < 0) {
      return Optional.empty();
    }
    Digest digest =
        Digest.read(ByteBuffer.wrap(digests, at * Digest.SIZE_BYTES, Digest.SIZE_BYTES));
    return Optional.of(
        new StoredObject(numbers[at], kinds[at], digest, sizes[at], ObjectState.LIVE));
  }
}
