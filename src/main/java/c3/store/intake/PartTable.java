package c3.store.intake;

import java.io.IOException;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which parts of a file have arrived, and who may write to which. The latest writer of a part is
/// the only one: an earlier one, whose connection may hang, can no longer write a byte. Safe for
/// many threads. A part takes memory once somebody writes to it: a size that was only announced
/// costs nothing.
final class PartTable {
  private final int count;
  private final SortedMap<Integer, Part> parts = new TreeMap<>();
  private boolean closed;
  private long rewrites;

  PartTable(int count) {
    this.count = count;
  }

  int count() {
    return count;
  }

  private synchronized Part part(int number) {
    return parts.computeIfAbsent(number, unseen -> new Part());
  }

  /// Begins to write a part, which then has not arrived. Returns the writer's number, or 0 when
  /// nothing may be written any more.
  long begin(int number) {
    Part part = part(number);
    synchronized (part) {
      synchronized (this) {
        if (closed) {
          return 0;
        }
        if (part.arrived) {
          part.arrived = false;
          rewrites++;
        }
        return ++part.writer;
      }
    }
  }

  /// Something that writes to a part.
  interface Write {
    void run() throws IOException;
  }

  /// Lets a writer write, unless another has begun since; returns whether it was let.
  boolean write(int number, long writer, Write write) throws IOException {
    Part part = part(number);
    synchronized (part) {
      if (part.writer != writer) {
        return false;
      }
      write.run();
      return true;
    }
  }

  /// Ends a part, unless another writer has begun since.
  synchronized void arrive(int number, long writer) {
    Part part = part(number);
    if (part.writer == writer) {
      part.arrived = true;
    }
  }

  /// The writer of a part that has arrived, or 0: the same number later means the same bytes.
  synchronized long version(int number) {
    Part part = parts.get(number);
    return part != null && part.arrived ? part.writer : 0;
  }

  /// How many times a part that had arrived was begun again.
  synchronized long rewrites() {
    return rewrites;
  }

  synchronized SortedSet<Integer> arrived() {
    SortedSet<Integer> arrived = new TreeSet<>();
    parts.forEach((number, part) -> {
      if (part.arrived) {
        arrived.add(number);
      }
    });
    return arrived;
  }

  /// Lets nobody write any more when every part has arrived; returns whether that is so.
  synchronized boolean close() {
    closed = parts.size() == count && parts.values().stream().allMatch(part -> part.arrived);
    return closed;
  }

  private static final class Part {
    private long writer;
    private boolean arrived;
  }
}
