package c3.wire.frame;

/// What a frame of an answer with many blobs is: one byte, then the blob's digest (32 bytes) but
/// for the end. A blob's length (u32, big endian) and bytes follow.
public enum FrameKind {
  /// Nothing follows. An answer that stops without it was cut.
  END(0),
  /// A blob.
  BLOB(1),
  /// A blob that is not there.
  MISSING(2),
  /// A blob that is there and damaged.
  DAMAGED(3);

  private final int code;

  FrameKind(int code) {
    this.code = code;
  }

  /// The byte that stands for it.
  public byte code() {
    return (byte) code;
  }

  /// The kind of a byte; throws `IllegalArgumentException` for any other.
  public static FrameKind of(int code) {
    for (FrameKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind of frame: " + code);
  }
}
