package c3.store.read;

import c3.catalog.BlobCatalog;
import c3.model.Digest;
import c3.object.ObjectKey;
import c3.object.disk.DiskObjectStore;
import c3.store.BlobLocator;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
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
    Map<Digest, Place> places = new LinkedHashMap<>();
    visible
        .of(digests)
        .forEach((digest, place) -> {
          if (place.extent().codec() == 0 && !place.bad()) {
            places.put(digest, onDisk(place));
          }
        });
    return places;
  }

  private Place onDisk(BlobCatalog.Place place) {
    BlobCatalog.Extent extent = place.extent();
    return new Place(
        objects.path(BlobReads.key(place)),
        extent.offset(),
        extent.sizeBytes(),
        place.objectKind() == ObjectKey.Kind.WHOLE.letter());
  }
}
