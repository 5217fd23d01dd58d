package c3.view;

import c3.store.format.RangeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Reads ranges from a source behind it. When one range begins where the last ended, somebody reads
/// on, and a megabyte is fetched at once, so that a walk over a large manifest does not ask for
/// each frame. Keeps at most that megabyte. Safe for many threads.
final class ReadAhead implements RangeSource {
  private static final int AHEAD_BYTES = 1 << 20;

  private final RangeSource source;
  private long lastEnd = -1;
  private long aheadOffset;
  private byte[] ahead = new byte[0];

  ReadAhead(RangeSource source) {
    this.source = source;
  }

  @Override
  public long sizeBytes() throws IOException {
    return source.sizeBytes();
  }

  @Override
  public synchronized InputStream open(long offset, long length) throws IOException {
    boolean readsOn = offset == lastEnd;
    lastEnd = offset + length;
    if (!isAhead(offset, length) && readsOn && length < AHEAD_BYTES) {
      long left = Math.min(AHEAD_BYTES, source.sizeBytes() - offset);
      try (InputStream in = source.open(offset, left)) {
        ahead = in.readNBytes((int) left);
        aheadOffset = offset;
      }
    }
    return isAhead(offset, length)
        ? new ByteArrayInputStream(ahead, (int) (offset - aheadOffset), (int) length)
        : source.open(offset, length);
  }

  private boolean isAhead(long offset, long length) {
    return offset >= aheadOffset && offset + length <= aheadOffset + ahead.length;
  }
}
