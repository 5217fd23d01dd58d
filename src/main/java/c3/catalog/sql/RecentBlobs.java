package c3.catalog.sql;

import c3.model.Digest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which ids the newest blobs have got. A commit comes right behind the uploads of what it names,
/// and needs the id of each: asking the database for 50,000 takes longer than checking them again.
///
/// An id is never given out again and a blob's size never changes, so what is remembered stays
/// true, or names nobody any more. Whether a blob is still there is not known here. At most 65,536
/// are remembered, in 10 MiB. Safe for many threads.
final class RecentBlobs {
  private static final int BLOBS_MAX = 1 << 16;

  private final Map<Digest, Blob> blobs =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Blob> eldest) {
          return size() > BLOBS_MAX;
        }
      };

  /// A blob's row, as far as it never changes.
  record Blob(long id, Digest digest, long sizeBytes) {}

  /// Remembers blobs whose rows are committed.
  synchronized void add(Collection<Blob> made) {
    made.forEach(blob -> blobs.put(blob.digest(), blob));
  }

  /// One of the newest blobs.
  synchronized Optional<Blob> find(Digest digest) {
    return Optional.ofNullable(blobs.get(digest));
  }
}
