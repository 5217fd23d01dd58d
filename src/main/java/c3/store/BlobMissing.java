package c3.store;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;

/// A blob that was asked for is not in the store, or not for this account.
public final class BlobMissing extends C3Exception {
  private final Digest digest;

  public BlobMissing(Digest digest) {
    super(ErrorCode.NOT_FOUND, "blob " + digest + " is not in the store");
    this.digest = digest;
  }

  public Digest digest() {
    return digest;
  }
}
