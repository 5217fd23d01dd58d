package c3.catalog;

import c3.SettableClock;
import c3.catalog.BlobCatalog.Extent;
import c3.catalog.BlobCatalog.LiveObject;
import c3.catalog.BlobCatalog.NewObject;
import c3.catalog.ManifestCatalog.Commit;
import c3.catalog.ManifestCatalog.CommitResult;
import c3.catalog.SessionCatalog.NewSession;
import c3.catalog.SessionCatalog.Session;
import c3.model.AccountId;
import c3.model.Digest;
import c3.model.JobId;
import c3.model.ManifestKind;
import c3.model.ManifestSummary;
import c3.model.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A catalog that is tested, and the moves that every test makes. Blobs go by numbers: blob 7 has
/// `size(7)` bytes. Close it at the end.
public final class Stage implements AutoCloseable {
  /// How long the sessions last that a stage opens. How many sessions of no job an account may have
  /// open.
  public static final int OPEN_MAX = 1_000;

  public static final Duration TTL = Duration.ofHours(1);

  /// A second account, which `secondAccount` makes.
  public static final AccountId OTHER = new AccountId(2);

  private final Catalog catalog;
  private final SettableClock clock;
  private final Backdoor backdoor;
  private int opened;

  public Stage(Catalog catalog, SettableClock clock, Backdoor backdoor) {
    this.catalog = catalog;
    this.clock = clock;
    this.backdoor = backdoor;
  }

  /// The way past the catalog, for states that nothing in it makes yet.
  public interface Backdoor {
    /// Runs a statement.
    void run(String sql);

    /// The one number that a query finds.
    long number(String query);

    /// Fails when a row breaks an invariant.
    void checkInvariants() throws IOException;
  }

  public Catalog catalog() {
    return catalog;
  }

  public SettableClock clock() {
    return clock;
  }

  public Backdoor backdoor() {
    return backdoor;
  }

  /// Makes the account `OTHER`.
  public void secondAccount() {
    backdoor.run(
        "insert into account (id, name, quota_bytes, charged_bytes) values (2, 'other', 1, 0)");
  }

  /// Opens a session of the local account.
  public SessionId session(String key) throws IOException {
    return session(AccountId.LOCAL, key, Optional.empty());
  }

  /// Opens a session, or finds the one of the same key.
  public SessionId session(AccountId account, String key, Optional<JobId> job) throws IOException {
    return catalog.sessions().open(wanted(account, key, job)).id();
  }

  /// What a session of this key is opened with; another id each time, as callers do it.
  public NewSession wanted(AccountId account, String key, Optional<JobId> job) {
    opened++;
    String unique = key + " " + account + " " + opened;
    return new NewSession(
        new SessionId(Digest.of(utf8(unique)).hex().substring(0, 32)),
        key,
        account,
        job,
        TTL,
        OPEN_MAX);
  }

  public Session find(SessionId session) throws IOException {
    return catalog.sessions().find(session).orElseThrow();
  }

  public static Digest blob(int number) {
    return Digest.of(utf8("blob " + number));
  }

  public static List<Digest> blobs(int... numbers) {
    return Arrays.stream(numbers).mapToObj(Stage::blob).toList();
  }

  public static long size(int number) {
    return 1_000L + Math.abs(number);
  }

  /// Puts blobs as the store does: announces one bundle, and publishes it.
  ///
  /// @return the bundle's number
  public long put(SessionId session, int... numbers) throws IOException {
    long object = announce(session);
    catalog.blobs().publish(session, List.of(bundle(object, numbers)));
    return object;
  }

  /// Announces one bundle.
  public long announce(SessionId session) throws IOException {
    return catalog
        .blobs()
        .intend(session, List.of(new NewObject('b', blob(-1), 1_000_000_000)))
        .getFirst();
  }

  /// A bundle that holds these blobs.
  public static LiveObject bundle(long object, int... numbers) {
    List<Extent> extents = new ArrayList<>();
    long offset = 32;
    for (int number : numbers) {
      extents.add(new Extent(blob(number), offset, size(number), size(number), 0));
      offset += size(number);
    }
    return new LiveObject(object, extents);
  }

  /// The manifest that goes by a number: blob `-number`.
  public static ManifestSummary manifest(int number) {
    return new ManifestSummary(blob(-number), 3, 3_000);
  }

  /// A commit of the manifest of that number, which names these blobs.
  public static Commit naming(
      SessionId session, ManifestKind kind, int manifest, List<Digest> contents) {
    return new Commit(session, kind, manifest(manifest), lookup -> lookup.sizes(contents));
  }

  /// Puts the manifest of that number and commits it with what it names.
  public CommitResult commit(SessionId session, ManifestKind kind, int manifest, int... blobs)
      throws IOException {
    put(session, -manifest);
    return catalog.manifests().commit(naming(session, kind, manifest, blobs(blobs)));
  }

  /// Opens a session, puts blobs and commits them as a workspace.
  public ManifestSummary stored(int manifest, int... blobs) throws IOException {
    SessionId session = session("stored " + manifest);
    put(session, blobs);
    commit(session, ManifestKind.WORKSPACE, manifest, blobs);
    return manifest(manifest);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    catalog.close();
  }
}
