package c3.server.data;

import c3.catalog.Catalog;
import c3.catalog.DatasetCatalog;
import c3.catalog.DatasetCatalog.Version;
import c3.catalog.JobCatalog;
import c3.catalog.ManifestCatalog.Keeper;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.DataPath;
import c3.model.DataPath.DatasetVersion;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.server.data.Holdings.Whole;
import c3.wire.message.Usage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Removes what a job left, a version of a dataset, or a dataset with all its versions, or says
/// what that would free. A second time there is nothing left to free.
///
/// A dataset goes one version a transaction, the oldest first: each gives back what a million files
/// charge, and whoever submits or uploads meanwhile waits for one of them, not for all. What a
/// crash leaves is the dataset with its newest versions; the same command removes the rest.
public final class Removals {
  private final JobCatalog jobs;
  private final DatasetCatalog datasets;
  private final Holdings holdings;
  private final Artifacts artifacts;
  private final Usages usages;
  private final Scopes scopes;
  private final AccountId account;

  public Removals(Catalog catalog, Artifacts artifacts, Usages usages, Scopes scopes) {
    this.jobs = catalog.jobs();
    this.datasets = catalog.datasets();
    this.holdings = new Holdings(catalog, scopes.account());
    this.artifacts = artifacts;
    this.usages = usages;
    this.scopes = scopes;
    this.account = scopes.account();
  }

  /// Removes what a path names; see `ControlPlane.remove`.
  public Usage remove(String text, boolean dryRun) throws IOException {
    DataPath path = Artifacts.parse(text);
    scopes.requireOwn(path);
    List<Whole> going = removable(path);
    if (going.isEmpty()) {
      return Usage.NOTHING;
    }
    Usage usage = usages.ofWhole(going);
    if (!dryRun) {
      for (Whole whole : going.reversed()) {
        remove(whole.keeper());
      }
    }
    return usage;
  }

  private void remove(Keeper keeper) throws IOException {
    switch (keeper) {
      case Keeper.OfJob(var job) -> jobs.removeArtifacts(account, job);
      case Keeper.OfVersion(var dataset, long number) -> datasets.remove(account, dataset, number);
    }
  }

  private List<Whole> removable(DataPath path) throws IOException {
    if (!(path instanceof DataPath.Inside inside)) {
      throw new C3Exception(
          ErrorCode.INVALID,
          "only one job or dataset is removed at a time, not all of " + path,
          Optional.of("c3 data ls " + path));
    }
    if (!inside.below().isRoot()) {
      throw new C3Exception(
          ErrorCode.INVALID,
          "what is stored together is removed as a whole, not a part of it such as " + path,
          Optional.of("c3 data rm -r " + inside.at(EntryPath.ROOT)));
    }
    return switch (inside) {
      case DataPath.InJob inJob -> Whole.of(ended(inJob)).stream().toList();
      case DataPath.InDataset inDataset -> versions(inDataset);
    };
  }

  private Job ended(DataPath.InJob path) throws IOException {
    SeenJob seen = artifacts.job(path);
    Job job = seen.job();
    if (!seen.owner().equals(account)) {
      throw new C3Exception(
          ErrorCode.FORBIDDEN,
          "only the owner of " + job.spec().project() + " removes " + job.id());
    }
    if (!job.status().isEnd()) {
      throw new C3Exception(
          ErrorCode.CONFLICT,
          job.id() + " has not ended yet, so nothing of it can be removed",
          Optional.of("c3 cancel " + job.id()));
    }
    return job;
  }

  /// The versions that a path means, newest first; none when they were removed before.
  private List<Whole> versions(DataPath.InDataset path) throws IOException {
    var dataset = DatasetLookup.dataset(path);
    Optional<Long> number = DatasetLookup.number(path);
    List<Whole> versions;
    if (path.version() instanceof DatasetVersion.Unsaid) {
      versions = holdings.ofDataset(dataset);
    } else {
      Optional<Version> version = datasets.find(account, dataset, number);
      versions = version.stream().map(one -> Whole.of(dataset, one)).toList();
    }
    if (versions.isEmpty()) {
      artifacts.requireOnceThere(path);
    }
    return versions;
  }
}
