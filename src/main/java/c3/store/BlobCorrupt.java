package c3.store;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import java.util.Optional;

/// Bytes are not what their name says. Whatever was read of them must not be used.
public final class BlobCorrupt extends C3Exception {
  private static final String MEND =
      "upload the same content again from where it is right, and it is mended everywhere";

  private final Digest digest;
  private final String what;

  /// @param what how it showed, as the end of a sentence
  /// @param hint what to do next
  public BlobCorrupt(Digest digest, String what, Optional<String> hint) {
    super(ErrorCode.CORRUPTED, "blob " + digest + " is damaged: " + what, hint);
    this.digest = digest;
    this.what = what;
  }

  /// Bytes that arrived, or are about to be stored.
  public BlobCorrupt(Digest digest, String what) {
    this(digest, what, Optional.empty());
  }

  /// Bytes that are stored.
  public static BlobCorrupt stored(Digest digest, String what) {
    return new BlobCorrupt(digest, what, Optional.of(MEND));
  }

  public Digest digest() {
    return digest;
  }

  /// How it showed.
  public String what() {
    return what;
  }
}
