package c3.store;

import c3.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// One account's blobs: immutable bytes under their SHA-256. Safe for many threads. A blob that the
/// account does not possess is missing, whoever else has it.
public interface BlobStore {
  /// Opens an upload, or finds the open one of the same key again.
  UploadSession open(SessionRequest request) throws IOException;

  /// Opens a range of a blob. Throws `BlobMissing` when it is not there and `BlobCorrupt`, at the
  /// latest while the last byte is read, when the whole blob is read and its bytes are not what its
  /// name says. A range is clipped to the blob's end.
  InputStream read(Digest digest, Range range) throws IOException;

  /// A blob's length in bytes. Throws `BlobMissing` when it is not there.
  long size(Digest digest) throws IOException;

  /// Reads blobs by their place on this machine's disk, where both sides share one.
  Optional<BlobLocator> locator() throws IOException;

  /// A range of bytes.
  ///
  /// @param offset where it begins
  /// @param length how long it is; `Long.MAX_VALUE` for all the rest
  record Range(long offset, long length) {
    /// The whole blob.
    public static final Range ALL = new Range(0, Long.MAX_VALUE);

    /// Throws `IllegalArgumentException` for negative numbers.
    public Range {
      if (offset < 0 || length < 0) {
        throw new IllegalArgumentException("a range begins and ends behind the start of a blob");
      }
    }
  }
}
