package c3.catalog.sql;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.longlong.LongIterator;
import org.roaringbitmap.longlong.Roaring64NavigableMap;

/// A set of blob ids, as manifests and sessions keep it: the portable 64-bit Roaring format, which
/// other languages read as well. Ids are given out densely, so a set is small: an upload's new
/// blobs are one run. 64 bits, since ids are never given out again and so grow without end.
///
/// Mutable and for one thread; never handed out of the transaction or the call that made it.
final class IdSet {
  /// Shorter runs go into a list: a statement for each would cost more.
  private static final int RUN_MIN = 64;

  private final Roaring64NavigableMap ids = new Roaring64NavigableMap();

  /// Reads what `bytes` made; throws `IOException` when it is none.
  static IdSet read(byte[] bytes) throws IOException {
    IdSet set = new IdSet();
    set.ids.deserializePortable(new DataInputStream(new ByteArrayInputStream(bytes)));
    return set;
  }

  /// The set as the database keeps it.
  byte[] bytes() {
    ids.runOptimize();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ids.serializePortable(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes every byte", e);
    }
    return bytes.toByteArray();
  }

  void add(long id) {
    ids.addLong(id);
  }

  /// Adds every id from `first` on, so many.
  void addRun(long first, long count) {
    if (count > 0) {
      ids.addRange(first, first + count);
    }
  }

  void addAll(IdSet others) {
    ids.or(others.ids);
  }

  boolean contains(long id) {
    return ids.contains(id);
  }

  boolean containsAll(IdSet others) {
    return others.without(this).size() == 0;
  }

  /// Whether an id is in both.
  boolean intersects(IdSet others) {
    return without(others).size() < size();
  }

  /// A new set: these ids without the others.
  IdSet without(IdSet others) {
    IdSet rest = new IdSet();
    rest.addAll(this);
    rest.ids.andNot(others.ids);
    return rest;
  }

  long size() {
    return ids.getLongCardinality();
  }

  /// Does something with every id, many at a time. What an upload has made is one run, and its ids
  /// need not be walked through.
  void eachBatch(IdBatch.Step step) throws IOException {
    long size = size();
    if (size >= RUN_MIN && ids.last() - ids.first() == size - 1) {
      step.on(new IdBatch.Run(ids.first(), ids.last()));
    } else {
      walk(step);
    }
  }

  private void walk(IdBatch.Step step) throws IOException {
    List<Long> scattered = new ArrayList<>();
    LongIterator each = ids.getLongIterator();
    long first = 0;
    long next = -1;
    while (each.hasNext()) {
      long id = each.next();
      if (id != next) {
        end(first, next, scattered, step);
        first = id;
      }
      next = id + 1;
    }
    end(first, next, scattered, step);
    for (List<Long> rest : Batches.of(scattered, Batches.LIST_MAX)) {
      step.on(new IdBatch.Listed(rest));
    }
  }

  private static void end(long first, long next, List<Long> scattered, IdBatch.Step step)
      throws IOException {
    if (next - first >= RUN_MIN) {
      step.on(new IdBatch.Run(first, next - 1));
      return;
    }
    for (long id = first; id < next; id++) {
      scattered.add(id);
      if (scattered.size() == Batches.LIST_MAX) {
        step.on(new IdBatch.Listed(List.copyOf(scattered)));
        scattered.clear();
      }
    }
  }
}
