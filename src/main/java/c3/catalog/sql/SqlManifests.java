package c3.catalog.sql;

import c3.catalog.ManifestCatalog;
import c3.catalog.ManifestCatalog.CommitResult.Done;
import c3.catalog.ManifestCatalog.CommitResult.Lost;
import c3.model.AccountId;
import c3.model.Digest;
import c3.model.ManifestKind;
import c3.model.ManifestSummary;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// Manifests as rows. Each keeps the ids of its blobs as a set, so that what is charged and what is
/// swept can be decided without reading a manifest.
final class SqlManifests implements ManifestCatalog {
  /// Rows of a walk that bring their id sets along.
  private static final int PAGE_ROWS = 10;

  private final Database database;
  private final Commits commits;

  SqlManifests(Database database, Commits commits) {
    this.database = database;
    this.commits = commits;
  }

  @Override
  public CommitResult commit(Commit commit) throws IOException {
    Optional<Roots> begun = database.read(handle -> begin(handle, commit));
    if (begun.isEmpty()) {
      return new Done(commit.manifest());
    }
    Roots roots = begun.get();
    roots.resolve(database, commit);
    if (!roots.lost().isEmpty()) {
      return new Lost(roots.lost());
    }
    return database.write(handle -> make(handle, commit, roots));
  }

  /// Absent when the session was committed with this manifest already.
  private Optional<Roots> begin(Handle handle, Commit commit) throws IOException {
    return isDone(handle, commit) ? Optional.empty() : Optional.of(commits.begin(handle, commit));
  }

  private CommitResult make(Handle handle, Commit commit, Roots roots) throws IOException {
    if (isDone(handle, commit)) {
      return new Done(commit.manifest());
    }
    return switch (commits.make(handle, commit, roots)) {
      case Commits.Outcome.Made made -> new Done(commit.manifest());
      case Commits.Outcome.Refused refused -> new Lost(refused.lost());
    };
  }

  private static boolean isDone(Handle handle, Commit commit) {
    return SessionRows.committed(handle, commit.session(), commit.manifest().digest());
  }

  @Override
  public Optional<ManifestSummary> find(AccountId account, Digest manifest) throws IOException {
    return database.read(
        handle -> ManifestRows.find(handle, account, manifest).map(ManifestRows.Row::summary));
  }

  @Override
  public long chargedBytes(AccountId account) throws IOException {
    return database.read(handle -> Charges.bytes(handle, account));
  }

  @Override
  public long recountedBytes(AccountId account) throws IOException {
    IdSet charged = new IdSet();
    database.walk(
        (Counted manifest) -> charged.addAll(manifest.blobs()),
        Counted::number,
        (handle, behind) ->
            handle
                .createQuery(
                    """
                    select id, ids from manifest
                    where id > :behind and account_id = :account and state = 1
                      and kind <> 'WORKSPACE'
                    order by id limit :page
                    """)
                .bind("behind", behind)
                .bind("account", account.number())
                .bind("page", PAGE_ROWS)
                .map((row, context) -> new Counted(row.getLong("id"), blobs(row)))
                .list());
    return database.read(handle -> Charges.sizes(handle, charged));
  }

  /// The number of a manifest, and the set of its ids.
  private record Counted(long number, IdSet blobs) {}

  /// The id set in the column `ids`.
  static IdSet blobs(ResultSet row) throws SQLException {
    try {
      return IdSet.read(row.getBytes("ids"));
    } catch (IOException e) {
      throw new SQLException("the id set of manifest " + row.getLong("id") + " is damaged", e);
    }
  }

  @Override
  public Share share(AccountId account, Portion portion) throws IOException {
    return new Shares(database, account).of(portion);
  }

  @Override
  public void each(Consumer<Committed> visitor) throws IOException {
    database.walk(
        visitor,
        Committed::number,
        (handle, behind) ->
            handle
                .createQuery(
                    """
                    select id, account_id, kind, digest, files, bytes, ids from manifest
                    where id > :behind and state = 1 order by id limit :page
                    """)
                .bind("behind", behind)
                .bind("page", PAGE_ROWS)
                .map(SqlManifests::committed)
                .list());
  }

  @Override
  public Optional<Keeper> keeper(long manifest) throws IOException {
    return database.read(handle -> Keepers.of(handle, manifest));
  }

  private static Committed committed(ResultSet row, StatementContext context) throws SQLException {
    return new Committed(
        row.getLong("id"),
        new AccountId(row.getLong("account_id")),
        ManifestKind.valueOf(row.getString("kind")),
        ManifestRows.summary(row, ""),
        blobs(row).size());
  }
}
