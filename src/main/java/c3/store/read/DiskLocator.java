package c3.store.read;

import c3.catalog.BlobCatalog;
import c3.model.AccountId;
import c3.model.Digest;
import c3.object.ObjectKey;
import c3.object.disk.DiskObjectStore;
import c3.store.BlobLocator;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tells where one account's blobs lie on the store's own disk.
public final class DiskLocator implements BlobLocator {
  private final DiskObjectStore objects;
  private final BlobCatalog blobs;
  private final AccountId account;

  public DiskLocator(DiskObjectStore objects, BlobCatalog blobs, AccountId account) {
    this.objects = objects;
    this.blobs = blobs;
    this.account = account;
  }

  @Override
  public Map<Digest, Place> locate(Collection<Digest> digests) throws IOException {
    Map<Digest, Place> places = new LinkedHashMap<>();
    blobs
        .locate(account, digests)
        .forEach((digest, place) -> {
          if (place.extent().codec() == 0) {
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
