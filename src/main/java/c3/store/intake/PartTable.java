package c3.store.intake;

import java.io.IOException;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which parts of a file have arrived, and who may write to which. The latest writer of a part is
/// the only one: an earlier one, whose connection may hang, can no longer write a byte. Safe for
/// many threads.
final class PartTable {
  private final Part[] parts;
  private boolean closed;
  private long rewrites;

  PartTable(int count) {
    parts = new Part[count];
    for (int i = 0; i < count; i++) {
      parts[i] = new Part();
    }
  }

  int count() {
    return parts.length;
  }

  /// Begins to write a part, which then has not arrived. Returns the writer's number, or 0 when
  /// nothing may be written any more.
  long begin(int number) {
    Part part = parts[number];
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
    Part part = parts[number];
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
    if (parts[number].writer == writer) {
      parts[number].arrived = true;
    }
  }

  /// The writer of a part that has arrived, or 0: the same number later means the same bytes.
  synchronized long version(int number) {
    return parts[number].arrived ? parts[number].writer : 0;
  }

  /// How many times a part that had arrived was begun again.
  synchronized long rewrites() {
    return rewrites;
  }

  synchronized SortedSet<Integer> arrived() {
    SortedSet<Integer> arrived = new TreeSet<>();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].arrived) {
        arrived.add(i);
      }
    }
    return arrived;
  }

  /// Lets nobody write any more when every part has arrived; returns whether that is so.
  synchronized boolean close() {
    for (Part part : parts) {
      if (!part.arrived) {
        return false;
      }
    }
    closed = true;
    return true;
  }

  private static final class Part {
    private long writer;
    private boolean arrived;
  }
}
