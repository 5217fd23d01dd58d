package c3.server.routes;

import c3.catalog.Catalog;
import c3.catalog.RememberedSpecs;
import c3.catalog.sqlite.SqliteCatalog;
import c3.model.AccountId;
import c3.model.Limits;
import c3.object.disk.RealDisk;
import c3.store.content.AccountStore;
import c3.store.content.ContentStore;
import c3.store.content.StoreParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The store that a server has, in a folder of a test's own.
public final class RealStore implements AutoCloseable {
  private final Catalog catalog;
  private final ContentStore content;
  private final ExecutorService workers = Executors.newFixedThreadPool(2);

  public RealStore(Path folder, boolean handOver) throws IOException {
    Files.createDirectories(folder);
    catalog =
        SqliteCatalog.open(
            folder.resolve("catalog.db"), Clock.systemUTC(), new RememberedSpecs(), () -> false);
    content =
        ContentStore.open(
            new StoreParts(
                folder.resolve("store"),
                new RealDisk(),
                catalog,
                Limits.STANDARD,
                new SecureRandom(),
                System::nanoTime,
                workers,
                handOver));
  }

  public AccountStore as(AccountId account) {
    return content.as(account);
  }

  public Catalog catalog() {
    return catalog;
  }

  @Override
  public void close() throws IOException {
    catalog.close();
    workers.shutdownNow();
  }
}
