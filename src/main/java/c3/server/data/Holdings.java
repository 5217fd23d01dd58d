package c3.server.data;

import c3.catalog.Catalog;
import c3.catalog.DatasetCatalog;
import c3.catalog.DatasetCatalog.Dataset;
import c3.catalog.DatasetCatalog.Listed;
import c3.catalog.DatasetCatalog.Version;
import c3.catalog.JobCatalog;
import c3.catalog.JobCatalog.Query;
import c3.catalog.ManifestCatalog.Keeper;
import c3.model.AccountId;
import c3.model.Job;
import c3.model.ManifestSummary;
import c3.model.ProjectName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything charged that an account keeps: what its jobs left, and the versions of its datasets.
final class Holdings {
  private static final int PAGE = 1_000;

  private final JobCatalog jobs;
  private final DatasetCatalog datasets;
  private final AccountId account;

  Holdings(Catalog catalog, AccountId account) {
    this.jobs = catalog.jobs();
    this.datasets = catalog.datasets();
    this.account = account;
  }

  /// A manifest and what keeps it.
  record Whole(Keeper keeper, ManifestSummary manifest) {
    /// What a job left, if it left anything.
    static Optional<Whole> of(Job job) {
      return job.artifacts().map(kept -> new Whole(new Keeper.OfJob(job.id()), kept));
    }

    /// A version.
    static Whole of(Dataset dataset, Version version) {
      return new Whole(new Keeper.OfVersion(dataset, version.number()), version.manifest());
    }
  }

  /// All of it.
  List<Whole> everything() throws IOException {
    List<Whole> all = new ArrayList<>(ofJobs(Optional.empty()));
    all.addAll(ofDatasets(Optional.empty()));
    String behind = "";
    List<ProjectName> page;
    do {
      page = jobs.projects(account, behind, PAGE);
      for (ProjectName project : page) {
        all.addAll(ofDatasets(Optional.of(project)));
        behind = project.text();
      }
    } while (page.size() == PAGE);
    return all;
  }

  /// What a project's jobs and datasets keep.
  List<Whole> of(ProjectName project) throws IOException {
    List<Whole> all = new ArrayList<>(ofJobs(Optional.of(project)));
    all.addAll(ofDatasets(Optional.of(project)));
    return all;
  }

  /// What jobs left.
  ///
  /// @param project only this project's
  List<Whole> ofJobs(Optional<ProjectName> project) throws IOException {
    Query query = Query.newest(Integer.MAX_VALUE).of(project).keeping(true);
    return jobs.list(account, query).stream().flatMap(job -> Whole.of(job).stream()).toList();
  }

  /// The versions of a project's datasets, or of those of none.
  List<Whole> ofDatasets(Optional<ProjectName> project) throws IOException {
    List<Whole> all = new ArrayList<>();
    String behind = "";
    List<Listed> page;
    do {
      page = datasets.list(account, project, behind, PAGE);
      for (Listed listed : page) {
        all.addAll(ofDataset(new Dataset(project, listed.name())));
        behind = listed.name().text();
      }
    } while (page.size() == PAGE);
    return all;
  }

  /// The versions of a dataset.
  List<Whole> ofDataset(Dataset dataset) throws IOException {
    return datasets.versions(account, dataset, Long.MAX_VALUE, Integer.MAX_VALUE).stream()
        .map(version -> Whole.of(dataset, version))
        .toList();
  }
}
