package c3.store;

import c3.model.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/// Tells where blobs lie on this machine's disk. Who copies from there verifies what it wrote.
public interface BlobLocator {
  /// The places of those blobs that lie in one piece, uncompressed; at most
  /// `Limits.digestsPerCallMax` in a call. A place stays true while the blob is kept by a manifest.
  Map<Digest, Place> locate(Collection<Digest> digests) throws IOException;

  /// A blob's place.
  ///
  /// @param file an object's file; never to be written
  /// @param offset where the blob begins in it
  /// @param sizeBytes the blob's length
  /// @param whole whether the file is this blob and nothing else, so that it may be linked
  record Place(Path file, long offset, long sizeBytes, boolean whole) {}
}
