package c3.store;

import c3.model.Digest;
import c3.store.BlobStore.Range;
import c3.store.format.RangeSource;
import java.io.IOException;
import java.io.InputStream;

/// A blob as a source of ranges, for a reader that needs only parts of it.
///
/// @param store whose blob it is
/// @param sizeBytes its length, asked for once
public record BlobRanges(BlobStore store, Digest digest, long sizeBytes) implements RangeSource {
  /// The ranges of a blob. Throws `BlobMissing` when it is not there.
  public static BlobRanges of(BlobStore store, Digest digest) throws IOException {
    return new BlobRanges(store, digest, store.size(digest));
  }

  @Override
  public InputStream open(long offset, long length) throws IOException {
    return store.read(digest, new Range(offset, length));
  }
}
