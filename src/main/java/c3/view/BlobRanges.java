package c3.view;

import c3.model.Digest;
import c3.store.BlobStore;
import c3.store.format.RangeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A blob read in ranges. When one range begins where the last ended, somebody reads on, and a
/// megabyte is fetched at once, so that a walk over a large manifest does not ask for each frame.
/// Keeps at most that megabyte. Safe for many threads.
final class BlobRanges implements RangeSource {
  private static final int READ_AHEAD_BYTES = 1 << 20;

  private final BlobStore blobs;
  private final Digest digest;
  private final long sizeBytes;
  private long lastEnd = -1;
  private long aheadOffset;
  private byte[] ahead = new byte[0];

  /// Asks the store for the blob's size. Throws `BlobMissing` when it is not there.
  BlobRanges(BlobStore blobs, Digest digest) throws IOException {
    this.blobs = blobs;
    this.digest = digest;
    this.sizeBytes = blobs.size(digest);
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public synchronized InputStream open(long offset, long length) throws IOException {
    boolean readsOn = offset == lastEnd;
    lastEnd = offset + length;
    if (!isAhead(offset, length) && readsOn && length < READ_AHEAD_BYTES) {
      try (InputStream in = blobs.read(digest, new BlobStore.Range(offset, READ_AHEAD_BYTES))) {
        ahead = in.readNBytes(READ_AHEAD_BYTES);
        aheadOffset = offset;
      }
    }
    return isAhead(offset, length)
        ? new ByteArrayInputStream(ahead, (int) (offset - aheadOffset), (int) length)
        : blobs.read(digest, new BlobStore.Range(offset, length));
  }

  private boolean isAhead(long offset, long length) {
    return offset >= aheadOffset && offset + length <= aheadOffset + ahead.length;
  }
}
