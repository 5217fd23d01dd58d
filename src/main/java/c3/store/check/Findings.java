package c3.store.check;

import c3.catalog.BlobCatalog.Place;
import c3.catalog.BlobCatalog.StoredBlob;
import c3.catalog.BlobCatalog.StoredObject;
import c3.model.Digest;
import c3.object.ObjectKey;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Gathers what a check finds. What is wrong with one object is one finding, told at the end, when
/// it is known which files it hits. Safe for many threads.
final class Findings {
  private static final int UNMARKED_MAX = 100_000;
  private static final int OBJECTS_MAX = 100_000;

  /// The place of all objects beyond those.
  private static final long REST = Long.MAX_VALUE;

  private final CheckListener listener;
  private final Map<Long, DamagedObject> objects = new TreeMap<>();
  private final Set<Digest> unmarked = new HashSet<>();
  private boolean notNoted;
  private long blobs;
  private long bytes;
  private long count;
  private long lost;
  private long unknown;
  private long unknownBytes;

  Findings(CheckListener listener) {
    this.listener = listener;
  }

  synchronized void add(Finding finding) {
    count++;
    lost += finding.lost() ? 1 : 0;
    listener.found(finding);
  }

  /// Something is wrong with the file of an object; of several things, the first counts.
  synchronized void object(StoredObject object, Finding.Kind kind, String what) {
    at(object.object(), () -> new DamagedObject(kind, "object " + ObjectPass.key(object) + what));
  }

  private DamagedObject at(long object, Supplier<DamagedObject> fresh) {
    DamagedObject known = objects.get(object);
    if (known != null) {
      return known;
    }
    return objects.size() < OBJECTS_MAX
        ? objects.computeIfAbsent(object, _ -> fresh.get())
        : objects.computeIfAbsent(REST, _ -> new DamagedObject(Finding.Kind.BLOB, "more objects"));
  }

  /// A blob cannot be had.
  ///
  /// @param what of the object that it lies in, where nothing is known of that yet
  /// @param marked whether the catalog remembers it; of others a bounded number is remembered here
  synchronized void blob(StoredBlob blob, DamagedObject what, boolean marked) {
    at(blob.object(), () -> what).blob(blob.extent().digest());
    if (!marked && unmarked.size() < UNMARKED_MAX) {
      unmarked.add(blob.extent().digest());
    }
  }

  /// The catalog cannot be told what is damaged; said once.
  synchronized void notNoted(IOException why) {
    if (!notNoted) {
      notNoted = true;
      add(
          Finding.of(
              Finding.Kind.BLOB,
              "what is damaged cannot be noted in the catalog, so that uploading it again does not"
                  + " mend it: "
                  + why.getMessage()));
    }
  }

  /// Whether a blob cannot be had.
  synchronized boolean isDamaged(Place place) {
    return place.bad() || unmarked.contains(place.extent().digest());
  }

  /// A file consists of a blob that cannot be had.
  synchronized void hits(Place place, String path) {
    at(place.object(), () -> foundByReader(place)).hits(path);
  }

  /// Somebody has read a blob after the check had, and found it damaged.
  private static DamagedObject foundByReader(Place place) {
    ObjectKey key =
        new ObjectKey(ObjectKey.Kind.of(place.objectKind()), place.objectSha256(), place.object());
    DamagedObject found =
        new DamagedObject(Finding.Kind.BLOB, "object " + key + " has other bytes than were stored");
    found.blob(place.extent().digest());
    return found;
  }

  synchronized void checked(long moreBlobs, long moreBytes) {
    blobs += moreBlobs;
    bytes += moreBytes;
    listener.checked(moreBlobs, moreBytes);
  }

  /// There is a file that no row knows.
  synchronized void unknown(long sizeBytes) {
    unknown++;
    unknownBytes += sizeBytes;
  }

  /// Tells the rest, and what all came to.
  synchronized CheckResult result(long looked, long manifests) {
    objects.values().stream().map(DamagedObject::finding).forEach(this::add);
    return new CheckResult(looked, blobs, bytes, manifests, count, lost, unknown, unknownBytes);
  }
}
