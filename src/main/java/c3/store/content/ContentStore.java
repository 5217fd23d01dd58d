package c3.store.content;

import c3.catalog.BlobCatalog.StoredObject;
import c3.catalog.Catalog;
import c3.catalog.SessionCatalog.Session;
import c3.model.AccountId;
import c3.model.AgentName;
import c3.model.Digest;
import c3.model.Limits;
import c3.model.SessionId;
import c3.object.ObjectKey;
import c3.object.disk.DiskObjectStore;
import c3.store.intake.DraftFolder;
import c3.store.intake.FreshNames;
import c3.store.intake.StoreGround;
import c3.store.read.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The content-addressed store of one server: a folder of objects and a catalog that knows what
/// lies where. One process at a time. Safe for many threads.
///
/// Opening it, before anything is served:
///
/// 1. the folder's format is written or checked;
/// 2. objects' numbers go on behind a random gap, so that none that an earlier process gave out is
///    given out again, also when the catalog is an older one from a backup;
/// 3. objects that were about to be when the last process died are given up;
/// 4. drafts are removed, but for the nonces of open sessions;
/// 5. the bytes of objects that are given up are deleted, and then their rows.
public final class ContentStore {
  private static final int DYING_BATCH = 1_000;

  /// How long a session that has ended is remembered, so that a commit can be repeated whose answer
  /// was lost.
  private static final Duration REMEMBERED = Duration.ofDays(7);

  /// Numbers have 63 bits: enough for 16 million starts.
  private static final long GAP_MAX = 1L << 40;

  private final StoreParts parts;
  private final StoreGround ground;
  private final DiskObjectStore objects;
  private final OpenSessions sessions;
  private final Reserve reserve;

  private ContentStore(StoreParts parts) {
    this.parts = parts;
    this.objects = new DiskObjectStore(parts.disk(), parts.root());
    this.ground =
        new StoreGround(
            parts.root(),
            parts.disk(),
            objects,
            parts.catalog().blobs(),
            parts.limits(),
            new FreshNames(parts.random()),
            parts.workers(),
            new ReentrantReadWriteLock());
    this.sessions = new OpenSessions(parts, ground);
    this.reserve = new Reserve(reserve(parts.root()), parts.disk(), parts.reserveBytes());
  }

  /// Opens a store, or makes one. Throws `C3Exception` CONFLICT when the folder is kept in another
  /// format, or is empty although the catalog knows of objects in it; nothing is made then.
  public static ContentStore open(StoreParts parts) throws IOException {
    new FormatFile(parts).writeOrCheck(parts.limits());
    parts.disk().makePrivateDirectory(parts.root().resolve(DraftFolder.ALL));
    ContentStore store = new ContentStore(parts);
    parts.catalog().blobs().skipNumbers(parts.random().nextLong(GAP_MAX));
    parts.catalog().blobs().abandonPending();
    store.removeDrafts();
    store.deleteDying();
    return store;
  }

  /// The same store for a check beside the process that has it open: nothing is tidied and nothing
  /// may be written through it. Throws as the other.
  public static ContentStore beside(StoreParts parts) throws IOException {
    new FormatFile(parts).writeOrCheck(parts.limits());
    return new ContentStore(parts);
  }

  private void removeDrafts() throws IOException {
    Set<SessionId> open = openSessions();
    for (SessionId session : sessionsWithFolders()) {
      DraftFolder folder = new DraftFolder(ground, session);
      if (open.contains(session)) {
        folder.clear();
      } else {
        folder.remove();
      }
    }
  }

  private Set<SessionId> openSessions() throws IOException {
    return parts.catalog().sessions().open().stream().map(Session::id).collect(Collectors.toSet());
  }

  private List<SessionId> sessionsWithFolders() throws IOException {
    try (Stream<Path> folders = Files.list(parts.root().resolve(DraftFolder.ALL))) {
      return folders
          .map(folder -> String.valueOf(folder.getFileName()))
          .filter(SessionId::isOne)
          .map(SessionId::new)
          .toList();
    }
  }

  /// An account's blobs and uploads.
  public AccountStore as(AccountId account) {
    var blobs = parts.catalog().blobs();
    return as(account, digests -> blobs.locate(account, digests));
  }

  /// The same, which also reads what a manifest names that is shared with the account; see
  /// `BlobCatalog.locate`.
  public AccountStore as(AccountId account, Digest through) {
    var blobs = parts.catalog().blobs();
    return as(account, digests -> blobs.locate(account, through, digests));
  }

  private AccountStore as(AccountId account, Places visible) {
    return new AccountStore(sessions, account, new StoreReads(parts, objects, visible));
  }

  /// The blobs that an agent has to read, whosever they are; see `BlobCatalog.locate`.
  public StoreReads readsOf(AgentName agent) {
    var blobs = parts.catalog().blobs();
    return new StoreReads(parts, objects, digests -> blobs.locate(agent, digests));
  }

  /// The objects' folder, for checks.
  public DiskObjectStore objects() {
    return objects;
  }

  /// The catalog that belongs to the folder.
  public Catalog catalog() {
    return parts.catalog();
  }

  /// The bounds that it runs with.
  public Limits limits() {
    return parts.limits();
  }

  /// Deletes the bytes of objects that are given up, and then their rows. Repeatable, also while
  /// bytes come in.
  public void deleteDying() throws IOException {
    List<StoredObject> dying = dying();
    while (!dying.isEmpty()) {
      objects.delete(dying.stream().map(ContentStore::key).toList());
      for (StoredObject object : dying) {
        parts.catalog().blobs().forget(object.object());
      }
      dying = dying();
    }
  }

  /// Waits until no object is on its way to its name: one that was given up on that way has arrived
  /// or never will.
  private List<StoredObject> dying() throws IOException {
    Lock alone = ground.naming().writeLock();
    alone.lock();
    try {
      return parts.catalog().blobs().dying(DYING_BATCH);
    } finally {
      alone.unlock();
    }
  }

  private static ObjectKey key(StoredObject object) {
    return new ObjectKey(ObjectKey.Kind.of(object.kind()), object.sha256(), object.object());
  }

  /// Whether objects were ever stored in a folder.
  public static boolean hasObjects(Path root) {
    return Files.exists(root.resolve(DiskObjectStore.OBJECTS));
  }

  /// The file of a store that only keeps room for a full disk. Who needs the room deletes it;
  /// `tidy` makes it again where there is plenty.
  public static Path reserve(Path root) {
    return root.resolve(Reserve.NAME);
  }

  /// Ends sessions that nobody has renewed for longer than `grace` after their end, removes the
  /// drafts of all that have ended, deletes what they leave, and forgets those that ended long ago.
  /// To be called now and then.
  public void tidy(Duration grace) throws IOException {
    parts.catalog().sessions().expire(grace);
    // Those that are known first, those that are open second: one that opens meanwhile is open.
    Set<SessionId> known = new HashSet<>(sessionsWithFolders());
    known.addAll(sessions.known());
    known.removeAll(openSessions());
    for (SessionId session : known) {
      sessions.ended(session);
    }
    deleteDying();
    parts.catalog().sessions().forget(REMEMBERED);
    reserve.take();
  }
}
