package c3.catalog.sql;

import c3.catalog.ManifestCatalog.Commit;
import c3.catalog.SessionCatalog.Session;
import c3.catalog.sql.RecentBlobs.Blob;
import c3.model.AccountId;
import c3.model.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    manifestBlob = held(database, List.of(commit.manifest().digest())).getFirst().id();
    commit.files().check(digests -> resolve(database, digests));
  }

  private long[] resolve(Database database, List<Digest> digests) throws IOException {
    long[] sizes = new long[digests.size()];
    int next = 0;
    for (Blob blob : held(database, digests)) {
      if (blob.id() > 0) {
        contents.add(blob.id());
      }
      sizes[next++] = blob.sizeBytes();
    }
    return sizes;
  }

  /// The blob of each digest that the session holds, in their order. What it holds its account may
  /// have, and whether it is still there is checked again.
  private List<Blob> held(Database database, List<Digest> digests) throws IOException {
    List<Blob> blobs = recent.find(digests);
    Set<Digest> others = new HashSet<>();
    for (int i = 0; i < blobs.size(); i++) {
      if (digests.get(i).equals(Digest.EMPTY)) {
        blobs.set(i, Blob.EMPTY);
      } else if (!holds.contains(blobs.get(i).id())) {
        blobs.set(i, Blob.UNKNOWN);
        others.add(digests.get(i));
      }
    }
    if (!others.isEmpty()) {
      Map<Digest, Blob> looked = looked(database, others);
      for (int i = 0; i < blobs.size(); i++) {
        if (blobs.get(i).equals(Blob.UNKNOWN)) {
          blobs.set(i, looked.getOrDefault(digests.get(i), Blob.UNKNOWN));
        }
      }
    }
    return blobs;
  }

  /// Asks the database for what is not remembered, and notes what is lost.
  private Map<Digest, Blob> looked(Database database, Set<Digest> digests) throws IOException {
    Map<Digest, Blob> held = new HashMap<>();
    for (BlobRows.Row row :
        database.read(handle -> BlobRows.find(handle, session.account(), digests))) {
      if (row.present() && holds.contains(row.id())) {
        held.put(row.digest(), new Blob(row.id(), row.digest(), row.sizeBytes()));
      }
    }
    for (Digest digest : digests) {
      if (lost.size() < LOST_MAX && !held.containsKey(digest)) {
        lost.add(digest);
      }
    }
    return held;
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
