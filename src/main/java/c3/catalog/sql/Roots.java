package c3.catalog.sql;

import c3.catalog.ManifestCatalog.Commit;
import c3.catalog.SessionCatalog.Session;
import c3.catalog.sql.RecentBlobs.Blob;
import c3.model.AccountId;
import c3.model.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// What a manifest will keep, as ids: the blobs of its files, and its own. Made before the
/// transaction that commits, by readers, a batch at a time; digests that the session does not hold
/// are known then already, and the transaction has only ids to check again.
final class Roots {
  private static final int LOST_MAX = 10_000;

  private final Session session;
  private final IdSet holds;
  private final RecentBlobs recent;
  private final IdSet contents = new IdSet();
  private final Set<Digest> lost = new HashSet<>();
  private long manifestBlob;

  /// @param holds what the session holds
  /// @param recent what need not be looked up
  Roots(Session session, IdSet holds, RecentBlobs recent) {
    this.session = session;
    this.holds = holds;
    this.recent = recent;
  }

  /// Looks up everything that the commit names. Not in a transaction.
  void resolve(Database database, Commit commit) throws IOException {
    for (Blob own : held(database, List.of(commit.manifest().digest()))) {
      manifestBlob = own.id();
    }
    commit.files().check(digests -> resolve(database, digests));
  }

  private Map<Digest, Long> resolve(Database database, Collection<Digest> digests)
      throws IOException {
    Map<Digest, Long> sizes = new HashMap<>();
    for (Blob blob : held(database, digests)) {
      contents.add(blob.id());
      sizes.put(blob.digest(), blob.sizeBytes());
    }
    return sizes;
  }

  /// What a session holds its account may have, and whether it is still there is checked again.
  private List<Blob> held(Database database, Collection<Digest> digests) throws IOException {
    Set<Digest> wanted = new HashSet<>();
    List<Blob> held = new ArrayList<>();
    for (Digest digest : digests) {
      Optional<Blob> blob = recent.find(digest).filter(known -> holds.contains(known.id()));
      if (blob.isPresent()) {
        held.add(blob.get());
      } else if (!digest.equals(Digest.EMPTY)) {
        wanted.add(digest);
      }
    }
    for (BlobRows.Row row : looked(database, wanted)) {
      if (row.present() && holds.contains(row.id())) {
        held.add(new Blob(row.id(), row.digest(), row.sizeBytes()));
        wanted.remove(row.digest());
      }
    }
    wanted.stream().limit(LOST_MAX - (long) lost.size()).forEach(lost::add);
    return held;
  }

  private List<BlobRows.Row> looked(Database database, Set<Digest> digests) throws IOException {
    return digests.isEmpty()
        ? List.of()
        : database.read(handle -> BlobRows.find(handle, session.account(), digests));
  }

  /// What the session does not hold, so far as it is known; at most 10,000.
  List<Digest> lost() {
    return List.copyOf(lost);
  }

  /// The session as it was at the beginning.
  Session session() {
    return session;
  }

  AccountId account() {
    return session.account();
  }

  /// The ids of the files' blobs.
  IdSet contents() {
    return contents;
  }

  /// The id of the manifest's own blob.
  long manifestBlob() {
    return manifestBlob;
  }

  /// Checks again, inside the transaction that commits: what was held and there, but is no longer;
  /// at most 10,000.
  List<Digest> lostSince(Handle handle) throws IOException {
    IdSet all = new IdSet();
    all.addAll(contents);
    all.add(manifestBlob);
    IdSet held = SessionRows.holds(handle, session.id());
    long[] alive = {0};
    all.eachBatch(batch -> alive[0] += BlobRows.countAlive(handle, batch));
    if (alive[0] == all.size() && held.containsAll(all)) {
      return List.of();
    }
    return named(handle, all, held);
  }

  private static List<Digest> named(Handle handle, IdSet all, IdSet held) throws IOException {
    IdSet alive = new IdSet();
    all.eachBatch(batch -> alive.addAll(BlobRows.alive(handle, batch)));
    IdSet gone = all.without(alive);
    gone.addAll(all.without(held));
    List<Digest> digests = new ArrayList<>();
    gone.eachBatch(batch -> BlobRows.digests(handle, batch).forEach(digests::add));
    if (digests.isEmpty()) {
      throw new IOException("blobs that a session holds are gone from the catalog; run `c3 check`");
    }
    return digests.subList(0, Math.min(digests.size(), LOST_MAX));
  }
}
