package c3.catalog.sql;

import c3.catalog.DatasetCatalog.Dataset;
import c3.catalog.ManifestCatalog.Keeper;
import c3.model.AccountId;
import c3.model.DatasetName;
import c3.model.JobId;
import c3.model.ProjectName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// Whose the charged manifests are, inside somebody's transaction.
final class Keepers {
  private Keepers() {}

  /// The numbers of the manifests that these keep.
  static Set<Long> manifests(Handle handle, AccountId account, Collection<Keeper> keepers) {
    Set<Long> numbers = new HashSet<>();
    List<String> jobs =
        keepers.stream()
            .filter(Keeper.OfJob.class::isInstance)
            .map(keeper -> ((Keeper.OfJob) keeper).job().text())
            .sorted()
            .toList();
    for (List<String> some : Batches.of(jobs, Batches.LIST_MAX)) {
      numbers.addAll(ofJobs(handle, account, some));
    }
    for (Keeper keeper : keepers) {
      if (keeper instanceof Keeper.OfVersion(Dataset dataset, long number)) {
        DatasetRows.find(handle, account, dataset)
            .flatMap(id -> DatasetRows.version(handle, id, number))
            .map(DatasetRows.Row::manifest)
            .ifPresent(numbers::add);
      }
    }
    return numbers;
  }

  private static List<Long> ofJobs(Handle handle, AccountId account, List<String> jobs) {
    return handle
        .createQuery(
            """
            select manifest_id from job
            where id in (<jobs>) and account_id = :account and manifest_id is not null
            """)
        .bindList("jobs", jobs)
        .bind("account", account.number())
        .mapTo(Long.class)
        .list();
  }

  /// What keeps the manifest of a number.
  static Optional<Keeper> of(Handle handle, long manifest) {
    Optional<Keeper> version =
        handle
            .createQuery(
                """
                select n, dataset.name, project.name as project
                from dataset_version
                  join dataset on dataset.id = dataset_id
                  left join project on project.id = project_id
                where manifest_id = :manifest
                """)
            .bind("manifest", manifest)
            .map(Keepers::version)
            .findOne();
    return version.or(() ->
        handle
            .createQuery("select id from job where manifest_id = :manifest")
            .bind("manifest", manifest)
            .mapTo(String.class)
            .findOne()
            .map(id -> new Keeper.OfJob(new JobId(id))));
  }

  private static Keeper version(ResultSet row, StatementContext context) throws SQLException {
    Optional<ProjectName> project =
        Optional.ofNullable(row.getString("project")).map(ProjectName::new);
    return new Keeper.OfVersion(
        new Dataset(project, new DatasetName(row.getString("name"))), row.getLong("n"));
  }
}
