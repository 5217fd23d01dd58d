package c3.cli.local;

import c3.catalog.Catalog;
import c3.catalog.sqlite.SqliteCatalog;
import c3.cli.Environment;
import c3.model.Limits;
import c3.object.disk.RealDisk;
import c3.store.content.ContentStore;
import c3.store.content.StoreParts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The store of this machine as its files, wired alike for the server and for a check.
///
/// @param home whose store
public record StoreFiles(Home home, Environment environment) {
  private static final long RESERVE_BYTES = 64L << 20;
  private static final int HASHING_THREADS_MAX = 8;

  /// Opens the catalog; see `SqliteCatalog.open`.
  public Catalog catalog() throws IOException {
    return SqliteCatalog.open(
        home.catalog(),
        environment.clock(),
        new SpecText(),
        () -> Files.deleteIfExists(ContentStore.reserve(home.store())));
  }

  /// Threads that hash: one a processor, at most 8. Close them.
  public ExecutorService hashingThreads() {
    int processors = Runtime.getRuntime().availableProcessors();
    return Executors.newFixedThreadPool(Math.min(processors, HASHING_THREADS_MAX));
  }

  /// What a store is made of.
  public StoreParts parts(Catalog catalog, ExecutorService hashing) {
    boolean handOver = environment.variable("C3_HANDOVER").filter("off"::equals).isEmpty();
    return new StoreParts(
        home.store(),
        new RealDisk(),
        catalog,
        Limits.STANDARD,
        environment.random(),
        System::nanoTime,
        hashing,
        RESERVE_BYTES,
        handOver);
  }
}
