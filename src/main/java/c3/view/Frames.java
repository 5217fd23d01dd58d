package c3.view;

import c3.model.Entry;
import c3.model.EntryPath;
import c3.store.format.ManifestReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// A manifest's entries by their place, with the frames read last kept in memory, a bounded number
/// of them. Safe for many threads.
final class Frames {
  private final ManifestReader reader;
  private final Suspicion suspicion;
  private final int keptMax;
  private final LinkedHashMap<Integer, List<Entry>> kept = new LinkedHashMap<>(16, 0.75f, true);

  Frames(ManifestReader reader, Suspicion suspicion, int keptMax) {
    this.reader = reader;
    this.suspicion = suspicion;
    this.keptMax = keptMax;
  }

  /// The entries from the first whose path is not less than this one.
  Cursor from(EntryPath path) throws IOException {
    if (reader.frames() == 0) {
      return new Cursor(0, 0);
    }
    int frame = reader.frameOf(path);
    List<Entry> entries = frame(frame);
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).path().compareTo(path) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return new Cursor(frame, low);
  }

  /// Goes over the entries in order. For one thread.
  final class Cursor {
    private int frame;
    private int index;

    private Cursor(int frame, int index) {
      this.frame = frame;
      this.index = index;
    }

    /// The next entry; nothing behind the last.
    Optional<Entry> next() throws IOException {
      while (frame < reader.frames()) {
        List<Entry> entries = frame(frame);
        if (index < entries.size()) {
          return Optional.of(entries.get(index++));
        }
        frame++;
        index = 0;
      }
      return Optional.empty();
    }
  }

  private List<Entry> frame(int index) throws IOException {
    synchronized (kept) {
      List<Entry> entries = kept.get(index);
      if (entries != null) {
        return entries;
      }
    }
    // Read outside the lock: two threads may read the same frame, none waits for another's.
    List<Entry> entries = suspicion.read(() -> reader.frame(index));
    synchronized (kept) {
      kept.put(index, entries);
      if (kept.size() > keptMax) {
        kept.pollFirstEntry();
      }
    }
    return entries;
  }
}
