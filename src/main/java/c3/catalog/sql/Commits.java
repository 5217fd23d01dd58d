package c3.catalog.sql;

import c3.catalog.ManifestCatalog.Commit;
import c3.catalog.SessionCatalog.Session;
import c3.model.AccountId;
import c3.model.Digest;
import c3.model.ManifestKind;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// W7, the only commit point, as steps inside somebody's transaction:
///
/// 1. The session is OPEN, its end has not come, and it holds everything that the manifest names.
/// 2. The manifest gets its row, and with it every blob is kept.
/// 3. The account is charged, where the kind of manifest is.
/// 4. The session ends.
final class Commits {
  private final Clock clock;
  private final RecentBlobs recent;

  Commits(Clock clock, RecentBlobs recent) {
    this.clock = clock;
    this.recent = recent;
  }

  /// What a transaction made of a commit.
  sealed interface Outcome {
    /// The manifest has this number, and so much was charged for it.
    record Made(long manifest, long chargedBytes) implements Outcome {}

    /// Nothing was written: these are not held.
    record Refused(List<Digest> lost) implements Outcome {}
  }

  /// Begins a commit; throws `C3Exception` SESSION_CLOSED when the session cannot be committed.
  Roots begin(Handle handle, Commit commit) throws IOException {
    Session session = SessionRows.committable(handle, commit.session(), clock.instant());
    return new Roots(session, SessionRows.holds(handle, session.id()), recent);
  }

  /// Does all of it for the session's account; throws `C3Exception` SESSION_CLOSED when the session
  /// cannot be committed.
  Outcome make(Handle handle, Commit commit, Roots roots) throws IOException {
    return make(handle, roots.account(), commit, roots);
  }

  /// The same for another account, which is given what the session's account has proven to have:
  /// from now on it possesses these blobs as well.
  Outcome make(Handle handle, AccountId owner, Commit commit, Roots roots) throws IOException {
    SessionRows.committable(handle, commit.session(), clock.instant());
    List<Digest> lost = roots.lostSince(handle);
    if (!lost.isEmpty()) {
      return new Outcome.Refused(lost);
    }
    if (!owner.equals(roots.account())) {
      IdSet given = new IdSet();
      given.addAll(roots.contents());
      given.add(roots.manifestBlob());
      given.eachBatch(batch -> BlobRows.possess(handle, owner, batch));
    }
    long manifest = ManifestRows.insert(handle, owner, commit, roots, clock.instant());
    long charged = isCharged(commit.kind()) ? Charges.add(handle, owner, roots.contents()) : 0;
    SessionRows.commit(handle, commit.session(), manifest);
    return new Outcome.Made(manifest, charged);
  }

  private static boolean isCharged(ManifestKind kind) {
    return switch (kind) {
      case WORKSPACE -> false;
      case JOB, DATASET -> true;
    };
  }
}
