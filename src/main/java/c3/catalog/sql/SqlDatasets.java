package c3.catalog.sql;

import c3.catalog.DatasetCatalog;
import c3.catalog.ManifestCatalog.Commit;
import c3.catalog.ManifestCatalog.CommitResult.Done;
import c3.catalog.ManifestCatalog.CommitResult.Lost;
import c3.catalog.SessionCatalog.Session;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.model.ProjectName;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Datasets as rows.
final class SqlDatasets implements DatasetCatalog {
  private final Database database;
  private final Commits commits;
  private final Clock clock;

  SqlDatasets(Database database, Commits commits, Clock clock) {
    this.database = database;
    this.commits = commits;
    this.clock = clock;
  }

  @Override
  public VersionCommit commit(Dataset dataset, Commit commit) throws IOException {
    Session session =
        database
            .read(handle -> SessionRows.find(handle, commit.session()))
            .orElseThrow(() -> SessionRows.missing(commit.session()));
    return commit(session.account(), dataset, commit);
  }

  @Override
  public VersionCommit commit(AccountId owner, Dataset dataset, Commit commit) throws IOException {
    Target target = new Target(owner, dataset);
    Optional<Version> known = database.write(handle -> known(handle, target, commit));
    if (known.isPresent()) {
      return done(known.get());
    }
    Roots roots = database.read(handle -> commits.begin(handle, commit));
    roots.resolve(database, commit);
    if (!roots.lost().isEmpty()) {
      return new VersionCommit(new Lost(roots.lost()), Optional.empty());
    }
    return database.write(handle -> make(handle, target, commit, roots));
  }

  /// Whose dataset a version is for.
  private record Target(AccountId owner, Dataset dataset) {}

  /// The version that this session has made already, or the newest when it is this very manifest,
  /// with which the session then ends.
  private Optional<Version> known(Handle handle, Target target, Commit commit) throws IOException {
    requireWritable(handle, target, commit);
    Digest digest = commit.manifest().digest();
    Optional<Long> number = DatasetRows.find(handle, target.owner(), target.dataset());
    if (number.isEmpty()) {
      return Optional.empty();
    }
    if (SessionRows.committed(handle, commit.session(), digest)) {
      return DatasetRows.ofSession(handle, commit.session(), number.get())
          .map(DatasetRows.Row::version);
    }
    Optional<DatasetRows.Row> same =
        DatasetRows.newest(handle, number.get())
            .filter(row -> row.version().manifest().digest().equals(digest));
    if (same.isPresent()) {
      SessionRows.committable(handle, commit.session(), clock.instant());
      SessionRows.commit(handle, commit.session(), same.get().manifest());
    }
    return same.map(DatasetRows.Row::version);
  }

  /// Whether it is the session's account's own, or one it may write to.
  private static void requireWritable(Handle handle, Target target, Commit commit)
      throws C3Exception {
    AccountId account = SessionRows.existing(handle, commit.session()).account();
    if (!account.equals(target.owner())) {
      MemberRows.writable(
          handle, account, target.owner(), target.dataset().project().orElseThrow());
    }
  }

  private VersionCommit make(Handle handle, Target target, Commit commit, Roots roots)
      throws IOException {
    Optional<Version> meanwhile = known(handle, target, commit);
    if (meanwhile.isPresent()) {
      return done(meanwhile.get());
    }
    return switch (commits.make(handle, target.owner(), commit, roots)) {
      case Commits.Outcome.Refused refused ->
          new VersionCommit(new Lost(refused.lost()), Optional.empty());
      case Commits.Outcome.Made made -> {
        long number = DatasetRows.made(handle, target.owner(), target.dataset());
        DatasetRows.add(handle, number, made.manifest());
        yield done(DatasetRows.newest(handle, number).orElseThrow().version());
      }
    };
  }

  private static VersionCommit done(Version version) {
    return new VersionCommit(new Done(version.manifest()), Optional.of(version));
  }

  @Override
  public Optional<Version> find(AccountId account, Dataset dataset, Optional<Long> number)
      throws IOException {
    return database.read(handle ->
        DatasetRows.find(handle, account, dataset)
            .flatMap(id ->
                number.isPresent()
                    ? DatasetRows.version(handle, id, number.get())
                    : DatasetRows.newest(handle, id))
            .map(DatasetRows.Row::version));
  }

  @Override
  public boolean wasThere(AccountId account, Dataset dataset, long number) throws IOException {
    return database.read(handle -> removable(handle, account, dataset, number).isPresent());
  }

  private static Optional<DatasetRows.Removable> removable(
      Handle handle, AccountId account, Dataset dataset, long number) {
    return DatasetRows.find(handle, account, dataset)
        .flatMap(id -> DatasetRows.removable(handle, id, number));
  }

  @Override
  public List<Version> versions(AccountId account, Dataset dataset, long below, int max)
      throws IOException {
    return database.read(handle ->
        DatasetRows.find(handle, account, dataset).stream()
            .flatMap(id -> DatasetRows.versions(handle, id, below, max).stream())
            .map(DatasetRows.Row::version)
            .toList());
  }

  @Override
  public List<Listed> list(AccountId account, Optional<ProjectName> project, String after, int max)
      throws IOException {
    return database.read(handle ->
        DatasetRows.project(handle, account, project)
            .map(number ->
                DatasetRows.list(handle, account, number, new DatasetRows.Page(after, max)))
            .orElse(List.of()));
  }

  @Override
  public void remove(AccountId account, Dataset dataset, long number) throws IOException {
    database.writeAtLast(handle -> {
      DatasetRows.Removable version =
          removable(handle, account, dataset, number)
              .orElseThrow(() ->
                  new C3Exception(
                      ErrorCode.NOT_FOUND,
                      "dataset " + dataset.name() + " never had a version " + number));
      if (version.kept()) {
        ManifestRows.remove(handle, account, version.manifest());
      }
      return version;
    });
  }
}
