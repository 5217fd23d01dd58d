package c3.store.format;

import java.nio.charset.StandardCharsets;

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
}
