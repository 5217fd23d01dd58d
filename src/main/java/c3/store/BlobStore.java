package c3.store;

import c3.model.C3Exception;
import c3.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashSet;
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

  /// Hands over whole small blobs, each of them once, in any order, on the calling thread; repeated
  /// digests count once. One that is missing or damaged is reported and the rest go on. At most
  /// `Limits.digestsPerCallMax` digests, none of a blob over `Limits.smallFileMax`; the contents
  /// are in memory one at a time. Repeatable. What the visitor throws ends it.
  ///
  /// This default asks for one blob after the other; a store that answers many at once, or knows
  /// which lie side by side, does better.
  default void readAll(Collection<Digest> digests, BlobVisitor visitor) throws IOException {
    for (Digest digest : new LinkedHashSet<>(digests)) {
      byte[] content;
      try (InputStream blob = read(digest, Range.ALL)) {
        content = blob.readAllBytes();
      } catch (BlobMissing | BlobCorrupt e) {
        visitor.lost(digest, e);
        continue;
      }
      visitor.blob(digest, content);
    }
  }

  /// Takes what `readAll` reads.
  interface BlobVisitor {
    /// A blob, verified. The array is the visitor's.
    void blob(Digest digest, byte[] content) throws IOException;

    /// A blob that cannot be had: `BlobMissing` or `BlobCorrupt`.
    void lost(Digest digest, C3Exception why) throws IOException;
  }

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
