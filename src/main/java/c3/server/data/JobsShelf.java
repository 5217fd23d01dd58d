package c3.server.data;

import c3.catalog.JobCatalog;
import c3.catalog.JobCatalog.Query;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobId;
import c3.model.ManifestSummary;
import c3.model.ProjectName;
import c3.wire.message.Listing.Item;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The jobs that left something, as directories, newest first: what a job left lies in its own. Not
/// the others, where nothing lies.
final class JobsShelf implements Shelf {
  private final JobCatalog jobs;
  private final Trees trees;
  private final AccountId account;
  private final Optional<ProjectName> project;

  /// @param project only this project's jobs
  JobsShelf(JobCatalog jobs, Trees trees, AccountId account, Optional<ProjectName> project) {
    this.jobs = jobs;
    this.trees = trees;
    this.account = account;
    this.project = project;
  }

  @Override
  public Page page(EntryPath after, int max) throws IOException {
    Optional<JobId> olderThan = after.isRoot() ? Optional.empty() : Optional.of(id(after));
    Query query = Query.newest(max + 1).of(project).keeping(true).behind(olderThan);
    List<Item> items = jobs.list(account, query).stream().map(JobsShelf::item).toList();
    return Page.of(items, max);
  }

  @Override
  public Optional<Shelf> directory(EntryPath name) throws IOException {
    Optional<ManifestSummary> kept =
        jobs.find(account, id(name))
            .filter(job -> project.isEmpty() || job.spec().project().equals(project.get()))
            .flatMap(Job::artifacts);
    return kept.isEmpty()
        ? Optional.empty()
        : Optional.of(new ManifestShelf(trees.open(account, kept.get()), EntryPath.ROOT));
  }

  private static Item item(Job job) {
    return new Item.Directory(
        EntryPath.of(job.id().text()),
        job.artifacts().map(ManifestSummary::files),
        job.artifacts().map(ManifestSummary::bytes),
        Optional.of(job.times().ended().orElse(job.times().submitted())));
  }

  private static JobId id(EntryPath name) throws C3Exception {
    if (!JobId.isOne(name.toString())) {
      throw new C3Exception(ErrorCode.INVALID, "a list of jobs goes on behind a job's id");
    }
    return new JobId(name.toString());
  }
}
