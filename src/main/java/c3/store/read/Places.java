package c3.store.read;

import c3.catalog.BlobCatalog.Place;
import c3.model.Digest;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/// Where blobs lie, of those that somebody may see. Safe for many threads.
@FunctionalInterface
public interface Places {
  /// The places of these blobs; those that are not to be seen are absent, as if they were not
  /// there.
  Map<Digest, Place> of(Collection<Digest> digests) throws IOException;
}
