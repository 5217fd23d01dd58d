package c3.server;

import c3.SettableClock;
import c3.catalog.Catalog;
import c3.catalog.RememberedSpecs;
import c3.catalog.sqlite.SqliteCatalog;
import c3.model.AccountId;
import c3.model.AgentName;
import c3.model.JobId;
import c3.model.Limits;
import c3.object.disk.Disk;
import c3.object.disk.RealDisk;
import c3.project.ProfilesFile;
import c3.server.submit.Profiles;
import c3.store.BlobStore;
import c3.store.content.ContentStore;
import c3.store.content.StoreParts;
import c3.wire.AgentControl;
import c3.wire.ControlPlane;
import c3.wire.ControlWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A whole server but for its routes, in one process and one folder: SQLite, a store on the disk,
/// and clocks that a test moves.
public final class ServerWorld implements ControlWorld {
  /// A second account.
  public static final AccountId OTHER = new AccountId(2);

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final Path folder;
  private final Limits limits;
  private final Disk disk;
  private final SettableClock clock = new SettableClock(START);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicInteger ends = new AtomicInteger();
  private final RememberedSpecs specs = new RememberedSpecs();
  private final ExecutorService workers = Executors.newFixedThreadPool(2);
  private Catalog catalog;
  private ContentStore store;
  private ControlPlanes planes;

  public ServerWorld(Path folder) throws IOException {
    this(folder, Limits.STANDARD);
  }

  public ServerWorld(Path folder, Limits limits) throws IOException {
    this(folder, limits, new RealDisk());
  }

  /// @param disk what the store writes to; the catalog has the machine's own
  public ServerWorld(Path folder, Limits limits, Disk disk) throws IOException {
    this.folder = folder;
    this.disk = disk;
    this.limits = limits;
    this.catalog = openCatalog();
    this.store = openStore();
    this.planes = openPlanes();
    addOtherAccount();
  }

  private Catalog openCatalog() throws IOException {
    Files.createDirectories(folder);
    return SqliteCatalog.open(folder.resolve("catalog.db"), clock, specs, () -> false);
  }

  private ContentStore openStore() throws IOException {
    return ContentStore.open(
        new StoreParts(
            folder.resolve("store"),
            disk,
            catalog,
            limits,
            new SecureRandom(),
            nanos::get,
            workers,
            false));
  }

  private ControlPlanes openPlanes() {
    Path logs = folder.resolve("logs");
    ServerIdentity identity =
        new ServerIdentity(
            "0.1.0",
            "0123456789ab",
            4711,
            folder,
            folder.resolve("server.log"),
            folder.resolve("store"));
    return new ControlPlanes(
        catalog,
        ControlPlanes.Content.of(store, logs),
        new ControlPlanes.Timing(clock, nanos::get, this::newId, limits),
        new ControlPlanes.Self(identity, profiles(), ends::incrementAndGet));
  }

  /// Those in a file of the world's folder, if a test writes one.
  private Profiles.Offer profiles() {
    ProfilesFile file = new ProfilesFile(folder.resolve(ProfilesFile.NAME));
    return new Profiles.Offer(file::read, Duration.ZERO);
  }

  private JobId newId() {
    // Within one millisecond only the last part differs, and it grows, so ids tell the order.
    return new JobId("job_%013d_%06d".formatted(START.toEpochMilli(), ids.incrementAndGet()));
  }

  private void addOtherAccount() throws IOException {
    String sql =
        "insert into account (id, name, quota_bytes, charged_bytes) values (2, 'other', 1, 0)";
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder + "/catalog.db");
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /// Ends the server as a crash would, and starts another over the same files.
  public void restart() throws IOException {
    catalog.close();
    catalog = openCatalog();
    store = openStore();
    planes = openPlanes();
  }

  @Override
  public ControlPlane people() {
    return planes.forAccount(AccountId.LOCAL);
  }

  @Override
  public ControlPlane strangers() {
    return planes.forAccount(OTHER);
  }

  @Override
  public AgentControl agent() {
    return agent(AGENT);
  }

  /// The control of an agent of this name.
  public AgentControl agent(AgentName name) {
    return planes.forAgent(name);
  }

  @Override
  public BlobStore blobs() {
    return store.as(AccountId.LOCAL);
  }

  @Override
  public BlobStore agentBlobs() {
    return agentStore(AGENT);
  }

  /// The store as an agent of this name reaches it.
  public AgentStore agentStore(AgentName name) {
    return new AgentStore(name, store);
  }

  @Override
  public void pass(Duration time) throws IOException {
    nanos.addAndGet(time.toNanos());
    tick();
  }

  /// Looks once for leases that have run out, and for jobs that have waited too long.
  public void tick() throws IOException {
    planes.leaseWatch().tick();
    planes.waitWatch().tick();
  }

  @Override
  public boolean ended() {
    return ends.get() > 0;
  }

  public ControlPlanes planes() {
    return planes;
  }

  public Catalog catalog() {
    return catalog;
  }

  public ContentStore store() {
    return store;
  }

  /// The wall clock.
  public SettableClock clock() {
    return clock;
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    catalog.close();
    workers.shutdownNow();
  }
}
