package c3.store.format;

import com.github.luben.zstd.Zstd;
import java.nio.charset.StandardCharsets;

/// The numbers of manifest format v1; docs/format.md says what they mean.
final class ManifestLayout {
  static final int VERSION = 1;
  static final int FRAME_ENTRIES_MAX = 1_024;

  /// The longest frame before compression; one line is never longer.
  static final int FRAME_BYTES_MAX = 1 << 20;

  /// The longest frame after compression.
  static final int STORED_FRAME_BYTES_MAX = (int) Zstd.compressBound(FRAME_BYTES_MAX);

  static final int FOOTER_FRAME_MAGIC = 0x184D2A50;
  static final int FOOTER_FRAME_HEADER_BYTES = 8;

  /// The longest footer, which is what a reader keeps in memory: 40 million entries with paths of
  /// 60 bytes.
  static final int FOOTER_BYTES_MAX = 4 << 20;

  /// What a footer holds beside its frames: keys and two numbers.
  static final int FOOTER_REST_BYTES = 256;

  static final byte[] END_MAGIC = "C3MF".getBytes(StandardCharsets.US_ASCII);
  static final int END_BYTES = 8;

  static final int COMPRESSION_LEVEL = 3;

  private ManifestLayout() {}
}
