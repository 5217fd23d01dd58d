package c3.store.format;

import c3.model.Digest;
import c3.model.Limits;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;

/// Writes small blobs into one bundle file, in the order they come. Keeps one buffer and 100 bytes
/// a record on the heap, never the bundle. For one thread.
///
/// 1. `append` while not `isFull`;
/// 2. `seal`, which writes the directory and the trailer.
///
/// Nothing is forced to disk here: who makes the bundle durable is the store.
public final class BundleWriter implements Closeable {
  private final Path file;
  private final Limits limits;
  private final HashedOutput out;
  private final List<BundleRecord> records = new ArrayList<>();
  private final Set<Digest> digests = new HashSet<>();

  /// Creates the file. Throws `FileAlreadyExistsException` when it is there.
  ///
  /// @param id names this bundle among all others
  public BundleWriter(Path file, UUID id, Limits limits) throws IOException {
    this.file = file;
    this.limits = limits;
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.out = new HashedOutput(channel, limits.bufferSize());
    writeHeader(id);
  }

  private void writeHeader(UUID id) throws IOException {
    byte[] header = new byte[BundleLayout.HEADER_BYTES];
    littleEndian(header)
        .put(BundleLayout.HEADER_MAGIC)
        .putShort(BundleLayout.VERSION)
        .putShort((short) 0)
        .putInt(BundleLayout.HEADER_BYTES)
        .order(ByteOrder.BIG_ENDIAN)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits());
    out.write(ByteBuffer.wrap(header));
  }

  /// Appends a blob unless the bundle has it already. The digest is believed here and checked by
  /// the store. Throws `IllegalArgumentException` for the empty blob and for one that is too large
  /// for a bundle, `IllegalStateException` when the bundle is full.
  ///
  /// @param content whose remaining bytes are the blob's; its position stays
  /// @param type 0 blob, 3 manifest
  public void append(Digest digest, ByteBuffer content, int type) throws IOException {
    int length = content.remaining();
    if (length == 0 || length > limits.smallFileMax()) {
      throw new IllegalArgumentException("a bundle does not hold a blob of " + length + " bytes");
    }
    if (isFull()) {
      throw new IllegalStateException("the bundle is full");
    }
    if (!digests.add(digest)) {
      return;
    }
    long dataAt = out.sizeBytes() + BundleLayout.RECORD_HEADER_BYTES;
    BundleRecord record =
        new BundleRecord(digest, dataAt, length, length, BundleLayout.CODEC_RAW, type);
    out.write(RecordHeader.encode(record, content));
    out.write(content.duplicate());
    out.write(ByteBuffer.allocate(BundleLayout.padding(out.sizeBytes())));
    records.add(record);
  }

  /// Whether the bundle should be sealed now.
  public boolean isFull() {
    return out.sizeBytes() >= limits.bundleMax() || records.size() >= limits.bundleRecordsMax();
  }

  /// How many blobs it holds so far.
  public int records() {
    return records.size();
  }

  /// Writes the directory and the trailer and closes the file. Throws `IllegalStateException` when
  /// there is nothing in it.
  public SealedBundle seal() throws IOException {
    if (records.isEmpty()) {
      throw new IllegalStateException("a bundle holds at least one blob");
    }
    records.sort(Comparator.comparing(BundleRecord::digest));
    byte[] directory = directory();
    CRC32C crc = new CRC32C();
    crc.update(directory);
    long directoryAt = out.sizeBytes();
    out.write(ByteBuffer.wrap(directory));
    byte[] trailer = new byte[BundleLayout.TRAILER_BYTES];
    littleEndian(trailer)
        .putLong(directoryAt)
        .putLong(directory.length)
        .putInt(records.size())
        .putInt((int) crc.getValue())
        .put(out.digest().bytes())
        .put(BundleLayout.TRAILER_MAGIC);
    out.write(ByteBuffer.wrap(trailer));
    SealedBundle sealed = new SealedBundle(file, out.digest(), out.sizeBytes(), records);
    out.close();
    return sealed;
  }

  private byte[] directory() {
    byte[] directory = new byte[records.size() * BundleLayout.DIRECTORY_ROW_BYTES];
    ByteBuffer rows = littleEndian(directory);
    for (BundleRecord record : records) {
      writeRow(rows, record);
    }
    return directory;
  }

  private static void writeRow(ByteBuffer rows, BundleRecord record) {
    rows.put(record.digest().bytes())
        .putLong(record.offset() - BundleLayout.RECORD_HEADER_BYTES)
        .putInt(record.storedBytes())
        .putInt(record.sizeBytes())
        .put((byte) record.codec())
        .put((byte) record.type())
        .putShort((short) 0)
        .putInt(0);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Closes the file. One that was not sealed stays as it is and is no bundle.
  @Override
  public void close() throws IOException {
    out.close();
  }
}
