package c3.store.format;

import c3.model.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// The 52 bytes before a record's stored bytes.
record RecordHeader(
    int magic,
    int codec,
    int type,
    int zero,
    int storedBytes,
    int sizeBytes,
    Digest digest,
    int crc) {

  /// Lays out the header of a record that is about to be written.
  static ByteBuffer encode(BundleRecord record, ByteBuffer stored) {
    ByteBuffer header =
        ByteBuffer.allocate(BundleLayout.RECORD_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header
        .putInt(BundleLayout.RECORD_MAGIC)
        .put((byte) record.codec())
        .put((byte) record.type())
        .putShort((short) 0)
        .putInt(record.storedBytes())
        .putInt(record.sizeBytes())
        .put(record.digest().bytes());
    return header.putInt(checksum(header.array(), stored)).flip();
  }

  /// Reads the next header of a buffer, whatever its bytes say.
  static RecordHeader read(ByteBuffer source) {
    return new RecordHeader(
        source.getInt(),
        source.get() & 0xff,
        source.get() & 0xff,
        source.getShort(),
        source.getInt(),
        source.getInt(),
        Digest.read(source),
        source.getInt());
  }

  /// The CRC-32C of a header without its own last field, and of the bytes behind it.
  ///
  /// @param header begins with the header's bytes
  /// @param stored whose remaining bytes are those behind it; its position stays
  static int checksum(byte[] header, ByteBuffer stored) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, BundleLayout.RECORD_CRC_AT);
    crc.update(stored.duplicate());
    return (int) crc.getValue();
  }

  /// Whether this is the header of that record.
  boolean says(BundleRecord record) {
    return magic == BundleLayout.RECORD_MAGIC
        && zero == 0
        && codec == record.codec()
        && type == record.type()
        && storedBytes == record.storedBytes()
        && sizeBytes == record.sizeBytes()
        && digest.equals(record.digest());
  }
}
