package c3.view;

import c3.store.format.RangeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Reads ranges from a source behind it, in as few readings as its reader's ways allow. A reading
/// of the end begins some way before it, so that a footer comes with the few bytes that say where
/// it begins, and all of a small manifest with both. When a range begins where the last ended,
/// somebody reads on, and a megabyte is fetched at once, so that a walk over a large manifest does
/// not ask for each frame. Keeps at most that megabyte. Safe for many threads.
final class ReadAhead implements RangeSource {
  private static final int AHEAD_BYTES = 1 << 20;
  private static final int END_BYTES = 1 << 16;

  private final RangeSource source;
  private long lastEnd = -1;
  private long keptOffset;
  private byte[] kept = new byte[0];

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
    if (!isKept(offset, length)) {
      long size = source.sizeBytes();
      if (readsOn && length < AHEAD_BYTES) {
        keep(offset, Math.min(AHEAD_BYTES, size - offset));
      } else if (lastEnd == size && length < END_BYTES) {
        long bytes = Math.min(END_BYTES, size);
        keep(size - bytes, bytes);
      }
    }
    return isKept(offset, length)
        ? new ByteArrayInputStream(kept, (int) (offset - keptOffset), (int) length)
        : source.open(offset, length);
  }

  private void keep(long offset, long length) throws IOException {
    try (InputStream in = source.open(offset, length)) {
      kept = in.readNBytes((int) length);
      keptOffset = offset;
    }
  }

  private boolean isKept(long offset, long length) {
    return offset >= keptOffset && offset + length <= keptOffset + kept.length;
  }
}
