package c3.cli.local;

import c3.catalog.Catalog;
import c3.catalog.sqlite.SqliteCatalog;
import c3.cli.Environment;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Limits;
import c3.object.disk.RealDisk;
import c3.store.content.ContentStore;
import c3.store.content.StoreParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The store of this machine as its files, wired alike for the server and for a check.
///
/// @param home whose store
public record StoreFiles(Home home, Environment environment) {
  private static final long RESERVE_BYTES = 64L << 20;

  /// What a server needs to start: its logs, its lock, and the catalog's write-ahead log.
  private static final long START_BYTES = 16L << 20;

  private static final int HASHING_THREADS_MAX = 8;

  /// Opens the catalog; see `SqliteCatalog.open`. Throws `C3Exception` CONFLICT where it is gone
  /// and the store is there: a new one would know of nothing that is stored.
  public Catalog catalog() throws IOException {
    if (!Files.exists(home.catalog()) && ContentStore.hasObjects(home.store())) {
      throw new C3Exception(
          ErrorCode.CONFLICT,
          "%s is gone, but there are objects in %s".formatted(home.catalog(), home.store()),
          Optional.of("put the catalog back from a backup; to begin anew, move the store away"));
    }
    return SqliteCatalog.open(
        home.catalog(),
        environment.clock(),
        new SpecText(),
        () -> Files.deleteIfExists(ContentStore.reserve(home.store())));
  }

  /// Gives up the store's reserve where the disk is as good as full, so that a server can start
  /// there and what frees some can be done.
  void makeRoom() throws IOException {
    Path reserve = ContentStore.reserve(home.store());
    if (Files.exists(reserve) && new RealDisk().usableBytes(home.root()) < START_BYTES) {
      Files.delete(reserve);
    }
  }

  /// Threads that hash: one a processor, at most 8. Close them.
  public ExecutorService hashingThreads() {
    int processors = Runtime.getRuntime().availableProcessors();
    return Executors.newFixedThreadPool(Math.min(processors, HASHING_THREADS_MAX));
  }

  /// What a store is made of.
  public StoreParts parts(Catalog catalog, ExecutorService hashing) {
    return new StoreParts(
        home.store(),
        new RealDisk(),
        catalog,
        Limits.STANDARD,
        environment.random(),
        System::nanoTime,
        hashing,
        RESERVE_BYTES,
        DiskSharing.isWanted(environment));
  }
}
