package c3.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedSet;

/// A large blob that arrives in parts, in any order and side by side.
public interface IncomingFile {
  /// How many bytes each part has, but for the last.
  long partBytes();

  /// The numbers, from 0, of the parts that have arrived whole.
  SortedSet<Integer> parts();

  /// Receives a part; a repeated one replaces the first. Throws `C3Exception` INVALID for a number
  /// or a length out of place; the part then counts as not arrived.
  void receivePart(int number, InputStream part) throws IOException;

  /// Hashes what arrived and makes it a blob; durable and held when it returns. Throws
  /// `BlobCorrupt` when it is not the digest it was begun with (the parts are dropped), and
  /// `C3Exception` CONFLICT when a part is missing. Repeatable.
  void complete() throws IOException;
}
