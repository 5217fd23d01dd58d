package c3.store.format;

import c3.model.Digest;
import c3.model.Limits;
import c3.store.BlobCorrupt;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads bundles and believes nothing that they say: sizes are bounded before memory is taken, and
/// what is not right throws `BlobCorrupt`. Safe for many threads.
public final class BundleReader {
  private static final int READ_AHEAD_BYTES = 1 << 16;

  /// The most that lies around a record's bytes.
  private static final int RECORD_REST_BYTES =
      BundleLayout.RECORD_HEADER_BYTES + BundleLayout.ALIGNMENT_BYTES;

  private final Limits limits;

  public BundleReader(Limits limits) {
    this.limits = limits;
  }

  /// Whether bytes begin as a bundle does.
  ///
  /// @param bytes begins with the bytes
  /// @param length how many they are
  public static boolean isBundle(byte[] bytes, int length) {
    int magic = BundleLayout.HEADER_MAGIC.length;
    return length >= magic && Arrays.equals(bytes, 0, magic, BundleLayout.HEADER_MAGIC, 0, magic);
  }

  /// What lies in a bundle, by digest, as its directory lists it; the records' bytes are not read.
  public List<BundleRecord> directory(RangeSource bundle, Digest name) throws IOException {
    return BundleDirectory.read(bundle, name, limits).records();
  }

  /// Checks every byte of a bundle file against its directory, its trailer and its name, and every
  /// record against its own digest. A damaged record is named in the exception, anything else under
  /// the bundle's name.
  public SealedBundle verify(Path file, Digest name) throws IOException {
    RangeSource source = RangeSource.of(file);
    BundleDirectory directory = BundleDirectory.read(source, name, limits);
    long size = source.sizeBytes();
    try (InputStream in = new BufferedInputStream(source.open(0, size), READ_AHEAD_BYTES)) {
      new Pass(in, name).check(directory, size);
    }
    return new SealedBundle(file, name, size, directory.records());
  }

  /// One reading of a whole bundle from its first byte to its last.
  private final class Pass {
    private final InputStream in;
    private final Digest name;
    private final MessageDigest hasher = Digest.hasher();
    private final MessageDigest recordHasher = Digest.hasher();
    private final byte[] buffer =
        new byte[RECORD_REST_BYTES + Math.toIntExact(limits.smallFileMax())];

    Pass(InputStream in, Digest name) {
      this.in = in;
      this.name = name;
    }

    void check(BundleDirectory directory, long size) throws IOException {
      checkHeader();
      for (BundleRecord record : directory.inFile()) {
        checkRecord(record);
      }
      skip(size - BundleLayout.TRAILER_BYTES - directory.offset());
      require(
          Digest.soFar(hasher).equals(directory.contents()), "its bytes are not what its end says");
      skip(BundleLayout.TRAILER_BYTES);
      require(Digest.ofBytes(hasher.digest()).equals(name), "its bytes have another digest");
    }

    private void checkHeader() throws IOException {
      Optional<String> fault = BundleLayout.headerFault(read(BundleLayout.HEADER_BYTES));
      if (fault.isPresent()) {
        throw new BlobCorrupt(name, fault.get());
      }
    }

    /// Header, bytes and padding lie behind each other and are read at once.
    private void checkRecord(BundleRecord record) throws IOException {
      int stored = record.storedBytes();
      int padding = BundleLayout.padding(record.offset() + stored);
      ByteBuffer bytes = read(BundleLayout.RECORD_HEADER_BYTES + stored + padding);
      RecordHeader header = RecordHeader.read(bytes);
      ByteBuffer content = bytes.slice(BundleLayout.RECORD_HEADER_BYTES, stored);
      int crc = RecordHeader.checksum(buffer, content);
      recordHasher.update(content);
      boolean right = Digest.ofBytes(recordHasher.digest()).equals(record.digest());
      if (!right || !header.says(record) || header.crc() != crc) {
        throw new BlobCorrupt(record.digest(), "its record in a bundle is not what it says");
      }
      bytes.position(BundleLayout.RECORD_HEADER_BYTES + stored);
      require(isZero(bytes), "it has bytes between its records");
    }

    private static boolean isZero(ByteBuffer bytes) {
      while (bytes.hasRemaining()) {
        if (bytes.get() != 0) {
          return false;
        }
      }
      return true;
    }

    private ByteBuffer read(int length) throws IOException {
      require(in.readNBytes(buffer, 0, length) == length, "it ends early");
      hasher.update(buffer, 0, length);
      return ByteBuffer.wrap(buffer, 0, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void skip(long length) throws IOException {
      long left = length;
      while (left > 0) {
        int piece = (int) Math.min(left, buffer.length);
        read(piece);
        left -= piece;
      }
    }

    private void require(boolean right, String otherwise) throws BlobCorrupt {
      if (!right) {
        throw new BlobCorrupt(name, otherwise);
      }
    }
  }
}
