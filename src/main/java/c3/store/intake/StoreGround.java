package c3.store.intake;

import c3.catalog.BlobCatalog;
import c3.model.Limits;
import c3.object.ObjectStore;
import c3.object.disk.Disk;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReadWriteLock;

/// What everything that takes bytes in stands on; the same for every session of a store.
///
/// @param root the store's folder
/// @param workers threads for hashing, a bounded number of them
/// @param naming held shared from an object's row to its final name and its blobs, and alone by who
///   looks for objects to delete: so none is deleted while it is still about to get its name
public record StoreGround(
    Path root,
    Disk disk,
    ObjectStore objects,
    BlobCatalog blobs,
    Limits limits,
    FreshNames names,
    ExecutorService workers,
    ReadWriteLock naming) {}
