package c3.store.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The numbers of bundle format v1, all little-endian; docs/format.md says what they mean.
final class BundleLayout {
  static final byte[] HEADER_MAGIC = "CASBNDL1".getBytes(StandardCharsets.US_ASCII);
  static final byte[] TRAILER_MAGIC = "CASBEND1".getBytes(StandardCharsets.US_ASCII);
  static final short VERSION = 1;
  static final int HEADER_BYTES = 32;

  static final int RECORD_MAGIC = 0x31524543;
  static final int RECORD_HEADER_BYTES = 52;
  static final int RECORD_CRC_AT = 48;
  static final int ALIGNMENT_BYTES = 8;

  static final int DIRECTORY_ROW_BYTES = 56;
  static final int TRAILER_BYTES = 64;

  static final int CODEC_RAW = 0;

  private BundleLayout() {}

  /// How many zero bytes follow stored bytes, so that the next record begins at a multiple of 8.
  static int padding(long end) {
    return (int) (-end & (ALIGNMENT_BYTES - 1));
  }

  /// What is wrong with a bundle's first 32 bytes, which are read; nothing when they are right.
  static Optional<String> headerFault(ByteBuffer header) {
    byte[] magic = new byte[HEADER_MAGIC.length];
    header.get(magic);
    if (!Arrays.equals(magic, HEADER_MAGIC)) {
      return Optional.of("it is no bundle");
    }
    if (header.getShort() != VERSION) {
      return Optional.of("its version is not known");
    }
    return header.getShort() == 0 && header.getInt() == HEADER_BYTES
        ? Optional.empty()
        : Optional.of("its header is damaged");
  }
}
