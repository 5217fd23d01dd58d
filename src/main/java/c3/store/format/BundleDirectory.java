package c3.store.format;

import c3.model.Digest;
import c3.model.Limits;
import c3.store.BlobCorrupt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// The directory of a bundle as its last bytes say it. Once read, its records are known to fill the
/// bundle from the header to the directory without a gap; their bytes are not checked here.
///
/// @param records by digest, as it lists them
/// @param inFile the same in the order they lie in the file
/// @param offset where the directory begins, which is where the last record's padding ends
/// @param contents the digest that the trailer says of all bytes before it
record BundleDirectory(
    List<BundleRecord> records, List<BundleRecord> inFile, long offset, Digest contents) {
  private static final int TYPE_MAX = 3;

  /// Reads trailer and directory. Throws `BlobCorrupt` under the bundle's name when they are not
  /// right, or ask for more memory than a bundle may.
  static BundleDirectory read(RangeSource source, Digest name, Limits limits) throws IOException {
    return new Reading(source, name, limits).read();
  }

  private record Reading(RangeSource source, Digest name, Limits limits) {
    BundleDirectory read() throws IOException {
      long size = source.sizeBytes();
      check(size > BundleLayout.HEADER_BYTES + BundleLayout.TRAILER_BYTES, "it is too short");
      long trailerAt = size - BundleLayout.TRAILER_BYTES;
      ByteBuffer trailer = bytes(trailerAt, BundleLayout.TRAILER_BYTES);
      long directoryAt = trailer.getLong();
      long length = trailer.getLong();
      int rows = trailer.getInt();
      final int crc = trailer.getInt();
      final Digest contents = Digest.read(trailer);
      byte[] magic = new byte[BundleLayout.TRAILER_MAGIC.length];
      trailer.get(magic);
      check(Arrays.equals(magic, BundleLayout.TRAILER_MAGIC), "its end is missing");
      check(rows > 0 && rows <= limits.bundleRecordsMax(), "its directory has an impossible size");
      check(
          length == (long) rows * BundleLayout.DIRECTORY_ROW_BYTES
              && directoryAt == trailerAt - length,
          "its directory is not where its end says");
      ByteBuffer directory = bytes(directoryAt, (int) length);
      CRC32C actual = new CRC32C();
      actual.update(directory.duplicate());
      check((int) actual.getValue() == crc, "its directory is damaged");
      List<BundleRecord> records = records(directory, rows);
      List<BundleRecord> inFile = inFile(records);
      checkTiling(inFile, directoryAt);
      return new BundleDirectory(records, inFile, directoryAt, contents);
    }

    private List<BundleRecord> records(ByteBuffer directory, int rows) throws BlobCorrupt {
      List<BundleRecord> records = new ArrayList<>(rows);
      for (int i = 0; i < rows; i++) {
        BundleRecord record = row(directory);
        check(
            i == 0 || records.get(i - 1).digest().compareTo(record.digest()) < 0,
            "its directory is not sorted");
        records.add(record);
      }
      return List.copyOf(records);
    }

    /// Sorts numbers, each an offset and behind it a place in the list, since that takes far fewer
    /// steps than sorting records. An offset too large for that may come anywhere, and is refused
    /// by `checkTiling`.
    private static List<BundleRecord> inFile(List<BundleRecord> records) {
      int placeBits = Integer.SIZE - Integer.numberOfLeadingZeros(records.size());
      long[] keys = new long[records.size()];
      for (int i = 0; i < keys.length; i++) {
        keys[i] = records.get(i).offset() << placeBits | i;
      }
      Arrays.sort(keys);
      BundleRecord[] inFile = new BundleRecord[keys.length];
      for (int i = 0; i < keys.length; i++) {
        inFile[i] = records.get((int) (keys[i] & (1L << placeBits) - 1));
      }
      return List.of(inFile);
    }

    private BundleRecord row(ByteBuffer directory) throws BlobCorrupt {
      Digest digest = Digest.read(directory);
      long offset = directory.getLong();
      int stored = directory.getInt();
      int size = directory.getInt();
      int codec = directory.get() & 0xff;
      int type = directory.get() & 0xff;
      boolean zero = directory.getInt() == 0 && directory.getShort() == 0;
      check(codec == BundleLayout.CODEC_RAW, "it uses a codec that this build does not know");
      check(zero && type <= TYPE_MAX && stored == size, "its directory contradicts itself");
      check(size > 0 && size <= limits.smallFileMax(), "a record has an impossible size");
      return new BundleRecord(
          digest, offset + BundleLayout.RECORD_HEADER_BYTES, stored, size, codec, type);
    }

    private void checkTiling(List<BundleRecord> records, long end) throws BlobCorrupt {
      long expected = BundleLayout.HEADER_BYTES;
      for (BundleRecord record : records) {
        check(
            record.offset() == expected + BundleLayout.RECORD_HEADER_BYTES,
            "its directory does not list all of it");
        long stop = record.offset() + record.storedBytes();
        expected = stop + BundleLayout.padding(stop);
      }
      check(expected == end, "its directory does not list all of it");
    }

    private ByteBuffer bytes(long offset, int length) throws IOException {
      try (InputStream in = source.open(offset, length)) {
        byte[] bytes = in.readNBytes(length);
        check(bytes.length == length, "it ends early");
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      }
    }

    private void check(boolean right, String otherwise) throws BlobCorrupt {
      if (!right) {
        throw new BlobCorrupt(name, otherwise);
      }
    }
  }
}
