package c3.transfer;

import c3.posix.OpenFile;
import c3.store.BlobLocator.Place;
import c3.transfer.Placement.Spot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Small blobs that lie so near each other in one object that they are read at once.
final class DiskRun {
  /// The longest run, and the longest blob in one.
  static final int BYTES_MAX = 1 << 20;

  private static final int GAP_BYTES_MAX = 1 << 14;

  private final Path file;
  private final long offset;
  private final List<Part> parts = new ArrayList<>();
  private long end;

  /// A blob of a run, and the file that it becomes.
  record Part(Spot spot, Place place) {}

  private DiskRun(Part first) {
    this.file = first.place().file();
    this.offset = first.place().offset();
    this.end = offset;
    add(first);
  }

  /// Puts blobs into runs, in their order.
  static List<DiskRun> of(List<Part> parts) {
    List<DiskRun> runs = new ArrayList<>();
    for (Part part : parts) {
      if (runs.isEmpty() || !runs.getLast().isNear(part.place())) {
        runs.add(new DiskRun(part));
      } else {
        runs.getLast().add(part);
      }
    }
    return runs;
  }

  private boolean isNear(Place place) {
    return place.file().equals(file)
        && place.offset() >= offset
        && place.offset() <= end + GAP_BYTES_MAX
        && place.offset() + place.sizeBytes() <= offset + BYTES_MAX;
  }

  private void add(Part part) {
    parts.add(part);
    end = Math.max(end, part.place().offset() + part.place().sizeBytes());
  }

  List<Part> parts() {
    return parts;
  }

  /// Reads the run into an empty buffer of `BYTES_MAX` and flips it. What cannot be read is not in
  /// it.
  void read(ByteBuffer buffer) {
    buffer.limit((int) (end - offset));
    try (OpenFile source = OpenFile.forReading(file)) {
      while (buffer.hasRemaining() && source.read(buffer, offset + buffer.position()) > 0) {
        // The kernel may hand over less than it was asked for.
      }
    } catch (IOException e) {
      // The object is gone or its disk fails: the store says which, when it is asked for the rest.
    }
    buffer.flip();
  }

  /// A part's bytes, or as many of them as were read.
  ByteBuffer bytes(Part part, ByteBuffer read) {
    int from = Math.min(read.limit(), (int) (part.place().offset() - offset));
    int length = (int) Math.min(read.limit() - from, part.place().sizeBytes());
    return read.slice(from, length);
  }
}
