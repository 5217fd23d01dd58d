package c3.store;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;

/// Bytes are not what their name says. Whatever was read of them must not be used.
public final class BlobCorrupt extends C3Exception {
  private final Digest digest;

  /// @param what how it showed, as the end of a sentence
  public BlobCorrupt(Digest digest, String what) {
    super(ErrorCode.CORRUPTED, "blob " + digest + " is damaged: " + what);
    this.digest = digest;
  }

  public Digest digest() {
    return digest;
  }
}
