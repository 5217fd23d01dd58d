package c3.catalog.sql;

import c3.catalog.DatasetCatalog.Dataset;
import c3.catalog.DatasetCatalog.Listed;
import c3.catalog.DatasetCatalog.Version;
import c3.model.AccountId;
import c3.model.DatasetName;
import c3.model.ManifestSummary;
import c3.model.ProjectName;
import c3.model.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The rows of datasets and their versions, inside somebody's transaction. The row of a version
/// outlives it, so that its number is not given out again; the manifest's state tells which is
/// kept.
final class DatasetRows {
  /// What `coalesce` makes of no project, as in the index.
  private static final long NO_PROJECT = 0;

  private static final String VERSION =
      """
      select n, manifest.id as manifest_id, digest, files, bytes, created_at
      from dataset_version join manifest on manifest.id = dataset_version.manifest_id
      """;

  private DatasetRows() {}

  /// A version's row.
  record Row(Version version, long manifest) {}

  /// The number of the project whose datasets these are, as in the index; absent when there is no
  /// such project.
  static Optional<Long> project(Handle handle, AccountId account, Optional<ProjectName> project) {
    return project.isEmpty()
        ? Optional.of(NO_PROJECT)
        : ProjectRows.find(handle, account, project.get());
  }

  /// The number of a dataset, also of one without versions.
  static Optional<Long> find(Handle handle, AccountId account, Dataset dataset) {
    return project(handle, account, dataset.project())
        .flatMap(project ->
            handle
                .createQuery(
                    """
                    select id from dataset
                    where account_id = :account and coalesce(project_id, 0) = :project
                      and name = :name
                    """)
                .bind("account", account.number())
                .bind("project", project)
                .bind("name", dataset.name().text())
                .mapTo(Long.class)
                .findOne());
  }

  /// The number of a dataset, which is made when it does not exist, and its project with it.
  static long made(Handle handle, AccountId account, Dataset dataset) {
    Optional<Long> project = dataset.project().map(name -> ProjectRows.made(handle, account, name));
    return find(handle, account, dataset)
        .orElseGet(() ->
            handle
                .createQuery(
                    """
                    insert into dataset (account_id, project_id, name)
                    values (:account, :project, :name) returning id
                    """)
                .bind("account", account.number())
                .bind("project", project)
                .bind("name", dataset.name().text())
                .mapTo(Long.class)
                .one());
  }

  /// The versions that are kept and whose numbers lie below one, newest first.
  static List<Row> versions(Handle handle, long dataset, long below, int max) {
    return handle
        .createQuery(
            VERSION
                + """
                where dataset_id = :dataset and n < :below and state = 1 order by n desc limit :max
                """)
        .bind("dataset", dataset)
        .bind("below", below)
        .bind("max", max)
        .map(DatasetRows::row)
        .list();
  }

  /// The newest version that is kept.
  static Optional<Row> newest(Handle handle, long dataset) {
    return versions(handle, dataset, Long.MAX_VALUE, 1).stream().findFirst();
  }

  /// A version that is kept.
  static Optional<Row> version(Handle handle, long dataset, long number) {
    return handle
        .createQuery(VERSION + "where dataset_id = :dataset and n = :number and state = 1")
        .bind("dataset", dataset)
        .bind("number", number)
        .map(DatasetRows::row)
        .findOne();
  }

  /// The version that a COMMITTED session has given this dataset, kept or not.
  static Optional<Row> ofSession(Handle handle, SessionId session, long dataset) {
    return handle
        .createQuery(
            VERSION
                + """
                where dataset_id = :dataset and manifest.id =
                  (select manifest_id from session where id = :session and state = 'COMMITTED')
                """)
        .bind("dataset", dataset)
        .bind("session", session.text())
        .map(DatasetRows::row)
        .findOne();
  }

  /// Adds a manifest as the next version.
  static void add(Handle handle, long dataset, long manifest) {
    handle
        .createUpdate(
            """
            insert into dataset_version (dataset_id, n, manifest_id)
            select :dataset, coalesce(max(n), 0) + 1, :manifest
            from dataset_version where dataset_id = :dataset
            """)
        .bind("dataset", dataset)
        .bind("manifest", manifest)
        .execute();
  }

  /// The charged manifest of a version, kept or not, as a row with its state.
  static Optional<Removable> removable(Handle handle, long dataset, long number) {
    return handle
        .createQuery(
            """
            select manifest.id, state, ids
            from dataset_version join manifest on manifest.id = dataset_version.manifest_id
            where dataset_id = :dataset and n = :number
            """)
        .bind("dataset", dataset)
        .bind("number", number)
        .map((row, context) ->
            new Removable(
                row.getInt("state") == 1,
                new ManifestRows.Charged(row.getLong("id"), SqlManifests.blobs(row))))
        .findOne();
  }

  /// A version that may be removed.
  ///
  /// @param kept whether it is there still
  record Removable(boolean kept, ManifestRows.Charged manifest) {}

  /// The datasets behind a name that have versions, by name.
  static List<Listed> list(Handle handle, AccountId account, long project, Page page) {
    return handle
        .createQuery(
            """
            select name, n, digest, files, bytes, created_at
            from dataset
              join dataset_version on dataset_id = dataset.id
              join manifest on manifest.id = manifest_id
            where dataset.account_id = :account and coalesce(project_id, 0) = :project
              and name > :after
              and n = (select max(n) from dataset_version as v join manifest as m
                  on m.id = v.manifest_id where v.dataset_id = dataset.id and m.state = 1)
            order by name limit :max
            """)
        .bind("account", account.number())
        .bind("project", project)
        .bind("after", page.after())
        .bind("max", page.max())
        .map((row, context) -> new Listed(new DatasetName(row.getString("name")), version(row)))
        .list();
  }

  /// Where a list goes on, and how far.
  record Page(String after, int max) {}

  private static Row row(ResultSet row, StatementContext context) throws SQLException {
    return new Row(version(row), row.getLong("manifest_id"));
  }

  private static Version version(ResultSet row) throws SQLException {
    ManifestSummary manifest = ManifestRows.summary(row, "");
    return new Version(row.getLong("n"), manifest, Nanos.time(row.getLong("created_at")));
  }
}
