package c3.store.format;

import c3.model.Digest;
import c3.model.Limits;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds the whole records of a bundle whose directory cannot be read, by looking for their
/// beginnings at every multiple of 8 bytes. Reads the bundle once.
public final class BundleSalvage {
  private final Limits limits;

  public BundleSalvage(Limits limits) {
    this.limits = limits;
  }

  /// Every record whose checksum and digest are right, in file order. What lies between them is
  /// passed over. Slow where there is much damage, and bounded by the size of a bundle.
  public List<BundleRecord> records(RangeSource bundle) throws IOException {
    long size = Math.min(bundle.sizeBytes(), 2 * limits.bundleMax());
    List<BundleRecord> found = new ArrayList<>();
    long at = BundleLayout.HEADER_BYTES;
    try (Window window = new Window(bundle, size)) {
      while (at + BundleLayout.RECORD_HEADER_BYTES <= size) {
        List<BundleRecord> here = recordAt(window, at);
        found.addAll(here);
        at = here.isEmpty() ? at + BundleLayout.ALIGNMENT_BYTES : end(here.getFirst());
      }
    }
    return List.copyOf(found);
  }

  private static long end(BundleRecord record) {
    long stop = record.offset() + record.storedBytes();
    return stop + BundleLayout.padding(stop);
  }

  /// The record that begins here, or none.
  private List<BundleRecord> recordAt(Window window, long at) throws IOException {
    ByteBuffer bytes = window.at(at, BundleLayout.RECORD_HEADER_BYTES);
    if (bytes.getInt(bytes.position()) != BundleLayout.RECORD_MAGIC) {
      return List.of();
    }
    RecordHeader header = RecordHeader.read(bytes);
    int stored = header.storedBytes();
    if (stored <= 0
        || stored > limits.smallFileMax()
        || stored > window.left(at + BundleLayout.RECORD_HEADER_BYTES)) {
      return List.of();
    }
    byte[] record = new byte[BundleLayout.RECORD_HEADER_BYTES + stored];
    window.at(at, record.length).get(record);
    byte[] content = Arrays.copyOfRange(record, BundleLayout.RECORD_HEADER_BYTES, record.length);
    BundleRecord claimed =
        new BundleRecord(
            header.digest(),
            at + BundleLayout.RECORD_HEADER_BYTES,
            stored,
            stored,
            BundleLayout.CODEC_RAW,
            header.type());
    boolean right =
        header.says(claimed)
            && header.crc() == RecordHeader.checksum(record, ByteBuffer.wrap(content, 0, stored))
            && Digest.of(content).equals(header.digest());
    return right ? List.of(claimed) : List.of();
  }

  /// A stretch of the bundle in memory that moves forward with the reading.
  private final class Window implements AutoCloseable {
    private final InputStream in;
    private final long size;
    private final byte[] bytes =
        new byte[2 * (Math.toIntExact(limits.smallFileMax()) + BundleLayout.RECORD_HEADER_BYTES)];
    private long start;
    private int filled;

    Window(RangeSource source, long size) throws IOException {
      this.in = source.open(0, size);
      this.size = size;
    }

    long left(long at) {
      return size - at;
    }

    /// The bytes of a range that begins no earlier than the last one asked for.
    ByteBuffer at(long at, int length) throws IOException {
      if (at + length > start + filled) {
        int keep = (int) Math.max(0, start + filled - at);
        in.skipNBytes(Math.max(0, at - start - filled));
        System.arraycopy(bytes, filled - keep, bytes, 0, keep);
        start = at;
        filled = keep + in.readNBytes(bytes, keep, bytes.length - keep);
      }
      if (at + length > start + filled) {
        throw new EOFException("the bundle became shorter while it was read");
      }
      return ByteBuffer.wrap(bytes, (int) (at - start), length).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
