package c3.catalog.sql;

import c3.catalog.ManifestCatalog.Lookup;
import c3.model.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  record Blob(long id, Digest digest, long sizeBytes) {
    /// Stands for a blob of which nothing is known; no row has its id, and its digest means
    /// nothing.
    static final Blob UNKNOWN = new Blob(0, Digest.EMPTY, Lookup.UNKNOWN_BYTES);

    /// Stands for the empty blob, which has no row.
    static final Blob EMPTY = new Blob(0, Digest.EMPTY, 0);
  }

  /// Remembers blobs whose rows are committed.
  synchronized void add(List<Blob> made) {
    for (Blob blob : made) {
      blobs.put(blob.digest(), blob);
    }
  }

  /// The blob of each digest, in their order, in a new list; `UNKNOWN` for those that are not
  /// remembered.
  synchronized List<Blob> find(List<Digest> digests) {
    List<Blob> found = new ArrayList<>(digests.size());
    for (Digest digest : digests) {
      found.add(blobs.getOrDefault(digest, Blob.UNKNOWN));
    }
    return found;
  }
}
