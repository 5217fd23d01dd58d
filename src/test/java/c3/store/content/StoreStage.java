package c3.store.content;

import c3.Randomly;
import c3.SettableClock;
import c3.catalog.Catalog;
import c3.catalog.RememberedSpecs;
import c3.catalog.sqlite.SqliteCatalog;
import c3.model.Limits;
import c3.object.disk.Disk;
import c3.object.disk.RealDisk;
import c3.store.check.CheckListener;
import c3.store.check.CheckResult;
import c3.store.check.Finding;
import c3.store.check.StoreCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// A store with its catalog in a folder, as a server has them, to be closed and opened again.
public final class StoreStage implements AutoCloseable {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  /// How much room a store keeps for a full disk.
  public static final long RESERVE_BYTES = 10_000;

  private final Path folder;
  private final ExecutorService workers = Executors.newFixedThreadPool(2);
  private final SettableClock clock = new SettableClock(START);
  private final AtomicLong nanos = new AtomicLong();
  private final Catalog catalog;
  private final ContentStore store;

  private StoreStage(Path folder, Disk disk, Limits limits, boolean handOver) throws IOException {
    this.folder = folder;
    this.catalog =
        SqliteCatalog.open(folder.resolve("catalog.db"), clock, new RememberedSpecs(), () -> false);
    StoreParts parts =
        new StoreParts(
            root(),
            disk,
            catalog,
            limits,
            Randomly.seeded(System.nanoTime()),
            nanos::get,
            workers,
            RESERVE_BYTES,
            handOver);
    try {
      this.store = ContentStore.open(parts);
    } catch (IOException | RuntimeException e) {
      catalog.close();
      workers.shutdown();
      throw e;
    }
  }

  /// Opens what lies in the folder, with everything as a server has it.
  public static StoreStage in(Path folder) throws IOException {
    return on(folder, new RealDisk());
  }

  /// The same on another disk.
  public static StoreStage on(Path folder, Disk disk) throws IOException {
    Files.createDirectories(folder);
    return new StoreStage(folder, disk, Limits.STANDARD, true);
  }

  /// The same without the hand-over by link.
  public static StoreStage withoutHandOver(Path folder) throws IOException {
    return withoutHandOver(folder, new RealDisk());
  }

  /// The same on another disk.
  public static StoreStage withoutHandOver(Path folder, Disk disk) throws IOException {
    Files.createDirectories(folder);
    return new StoreStage(folder, disk, Limits.STANDARD, false);
  }

  public Path root() {
    return folder.resolve("store");
  }

  public ContentStore store() {
    return store;
  }

  public Catalog catalog() {
    return catalog;
  }

  public SettableClock clock() {
    return clock;
  }

  /// From now on no thread is to be had for hashing.
  void endHashing() {
    workers.shutdown();
  }

  /// Lets time pass on the clock that only runs forward.
  public void passNanos(long by) {
    nanos.addAndGet(by);
  }

  /// What a whole check finds.
  public List<Finding> findings() throws IOException {
    List<Finding> findings = new ArrayList<>();
    CheckResult result = check(findings::add);
    if (result.findings() != findings.size()) {
      throw new AssertionError("the check counts " + result.findings() + " findings");
    }
    return findings;
  }

  /// A whole check that somebody listens to.
  public CheckResult check(CheckListener listener) throws IOException {
    return new StoreCheck(store, workers).run(listener);
  }

  /// The result of a whole check.
  public CheckResult check(StoreCheck.Unknown unknown) throws IOException {
    return check(_ -> {}, unknown);
  }

  /// The same, listened to.
  public CheckResult check(CheckListener listener, StoreCheck.Unknown unknown) throws IOException {
    return new StoreCheck(store, workers).run(listener, unknown);
  }

  @Override
  public void close() throws IOException {
    workers.shutdown();
    catalog.close();
  }
}
