package c3.store.read;

import c3.catalog.BlobCatalog;
import c3.model.Digest;
import c3.object.ObjectKey;
import c3.object.disk.DiskObjectStore;
import c3.store.BlobLocator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Tells where the blobs that somebody may see lie on the store's own disk, of those that are not
/// known to be damaged.
public final class DiskLocator implements BlobLocator {
  private final DiskObjectStore objects;
  private final Places visible;

  public DiskLocator(DiskObjectStore objects, Places visible) {
    this.objects = objects;
    this.visible = visible;
  }

  @Override
  public Map<Digest, Place> locate(Collection<Digest> digests) throws IOException {
    Map<Digest, BlobCatalog.Place> found = visible.of(digests);
    Map<Digest, Place> places = HashMap.newHashMap(found.size());
    // Thousands of blobs lie in one object, whose path is made once.
    Map<Long, Path> files = new HashMap<>();
    found.forEach((digest, place) -> {
      if (place.extent().codec() == 0 && !place.bad()) {
        Path file =
            files.computeIfAbsent(place.object(), object -> objects.path(BlobReads.key(place)));
        places.put(digest, onDisk(place, file));
      }
    });
    return places;
  }

  private static Place onDisk(BlobCatalog.Place place, Path file) {
    BlobCatalog.Extent extent = place.extent();
    return new Place(
        file,
        extent.offset(),
        extent.sizeBytes(),
        place.objectKind() == ObjectKey.Kind.WHOLE.letter());
  }
}
