package c3.store;

import c3.catalog.Catalog;
import c3.catalog.RememberedSpecs;
import c3.catalog.sqlite.SqliteCatalog;
import c3.model.AccountId;
import c3.model.Limits;
import c3.object.disk.RealDisk;
import c3.store.content.AccountStore;
import c3.store.content.ContentStore;
import c3.store.content.StoreParts;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The store as a server runs it, on a folder of its own: real files, a real catalog.
public final class RealStore implements Closeable {
  private final Path folder;
  private final ExecutorService workers =
      Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().factory());
  private final Catalog catalog;
  private final ContentStore store;

  public RealStore(Path folder, Limits limits) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.catalog =
        SqliteCatalog.open(
            folder.resolve("catalog.db"), Clock.systemUTC(), new RememberedSpecs(), () -> false);
    this.store =
        ContentStore.open(
            new StoreParts(
                objects(),
                new RealDisk(),
                catalog,
                limits,
                new SecureRandom(),
                System::nanoTime,
                workers,
                true));
  }

  /// Where the store keeps its files.
  public Path objects() {
    return folder.resolve("store");
  }

  public BlobStore blobs() {
    return as(AccountId.LOCAL);
  }

  public AccountStore as(AccountId account) {
    return store.as(account);
  }

  public Catalog catalog() {
    return catalog;
  }

  @Override
  public void close() throws IOException {
    workers.shutdownNow();
    catalog.close();
  }
}
