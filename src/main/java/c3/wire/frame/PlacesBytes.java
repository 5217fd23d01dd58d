package c3.wire.frame;

import c3.model.Digest;
import c3.posix.FileNames;
import c3.store.BlobLocator.Place;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The places of blobs as a body, big endian: how many objects there are (u32), each one's path
/// with its length before it (u32), and a row for each digest that was asked for, in that order.
/// Thousands of blobs lie in one object, so a row has the number of its object.
///
/// A row is a byte, the object's number (u32), the blob's offset and its size (u64 each). The byte
/// is 0 for a blob without a place, whose other fields are 0 too, 1 for a part of the object, 2 for
/// the whole.
public final class PlacesBytes {
  private static final int ROW_BYTES = 1 + Integer.BYTES + Long.BYTES + Long.BYTES;
  private static final byte NONE = 0;
  private static final byte PART = 1;
  private static final byte WHOLE = 2;

  private PlacesBytes() {}

  /// Writes the places of those that have one into a new array.
  public static byte[] write(List<Digest> asked, Map<Digest, Place> places) {
    Map<Path, Integer> numbers = new HashMap<>();
    List<byte[]> objects = new ArrayList<>();
    int objectsBytes = Integer.BYTES;
    ByteBuffer rows = ByteBuffer.allocate(asked.size() * ROW_BYTES);
    for (Digest digest : asked) {
      Place place = places.get(digest);
      if (place == null) {
        rows.put(NONE).putInt(0).putLong(0).putLong(0);
        continue;
      }
      Integer number = numbers.get(place.file());
      if (number == null) {
        number = objects.size();
        numbers.put(place.file(), number);
        byte[] path = FileNames.bytes(place.file());
        objects.add(path);
        objectsBytes += Integer.BYTES + path.length;
      }
      rows.put(place.whole() ? WHOLE : PART)
          .putInt(number)
          .putLong(place.offset())
          .putLong(place.sizeBytes());
    }
    ByteBuffer bytes = ByteBuffer.allocate(objectsBytes + rows.capacity());
    bytes.putInt(objects.size());
    for (byte[] path : objects) {
      bytes.putInt(path.length).put(path);
    }
    return bytes.put(rows.flip()).array();
  }

  /// Reads the places of those that have one. Throws `IllegalArgumentException` when what is left
  /// of the buffer is not one row for each digest, and the objects that they name.
  public static Map<Digest, Place> read(List<Digest> asked, ByteBuffer bytes) {
    List<Path> objects = objects(bytes, asked.size());
    if (bytes.remaining() != asked.size() * ROW_BYTES) {
      throw new IllegalArgumentException("it has not one place for each blob");
    }
    Map<Digest, Place> places = HashMap.newHashMap(asked.size());
    for (Digest digest : asked) {
      byte kind = bytes.get();
      int number = bytes.getInt();
      long offset = bytes.getLong();
      long size = bytes.getLong();
      if (kind == PART || kind == WHOLE) {
        check(number >= 0 && number < objects.size(), "a blob lies in no object");
        check(offset >= 0 && size >= 0 && offset + size >= 0, "a blob lies outside of its object");
        places.put(digest, new Place(objects.get(number), offset, size, kind == WHOLE));
      } else {
        check(kind == NONE, "a place is of no kind");
        check(number == 0 && offset == 0 && size == 0, "a blob without a place has one");
      }
    }
    return places;
  }

  private static List<Path> objects(ByteBuffer bytes, int max) {
    int count = number(bytes);
    check(count <= max, "it has more objects than blobs");
    List<Path> objects = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int length = number(bytes);
      check(length <= bytes.remaining(), "it ends within a path");
      byte[] path = new byte[length];
      bytes.get(path);
      check(length > 0 && path[0] == '/', "a path is not absolute");
      objects.add(FileNames.path(path));
    }
    return objects;
  }

  /// A number that is not negative.
  private static int number(ByteBuffer bytes) {
    check(bytes.remaining() >= Integer.BYTES, "it ends within a number");
    int number = bytes.getInt();
    check(number >= 0, "a number is negative");
    return number;
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
