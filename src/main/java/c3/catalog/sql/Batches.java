package c3.catalog.sql;

import java.util.ArrayList;
import java.util.List;

/// Splits long lists into what one statement takes. The sizes are powers of two only: each size is
/// a statement of its own to the database and to the cache of parsed statements, so they must be
/// few.
final class Batches {
  /// Values in one `in (...)` list.
  static final int LIST_MAX = 512;

  /// Rows in one `insert ... values`.
  static final int ROWS_MAX = 64;

  private Batches() {}

  /// The list in pieces of `max`, a power of two, and what is left in smaller powers of two.
  static <T> List<List<T>> of(List<T> all, int max) {
    List<List<T>> pieces = new ArrayList<>();
    int start = 0;
    while (start < all.size()) {
      int size = Math.min(max, Integer.highestOneBit(all.size() - start));
      pieces.add(all.subList(start, start + size));
      start += size;
    }
    return pieces;
  }
}
