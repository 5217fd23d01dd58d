package c3.server.data;

import c3.catalog.JobCatalog;
import c3.catalog.JobCatalog.Query;
import c3.catalog.ManifestCatalog;
import c3.catalog.ManifestCatalog.Portion;
import c3.catalog.ManifestCatalog.Share;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.DataPath;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobId;
import c3.model.JobStatus;
import c3.model.ManifestSummary;
import c3.model.ProjectName;
import c3.server.data.Artifacts.Part;
import c3.wire.message.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Counts what the data paths of an account take up, and removes what a job left. Content that
/// several files share counts once where bytes are distinct; it is unique where no other job's or
/// dataset's kept manifest has it too.
public final class Usages {
  private static final int DIGESTS_PER_BATCH = 1_000;
  private static final Usage NOTHING = new Usage(0, 0, 0, 0);

  private final ManifestCatalog manifests;
  private final JobCatalog jobs;
  private final Artifacts artifacts;
  private final AccountId account;

  public Usages(
      ManifestCatalog manifests, JobCatalog jobs, Artifacts artifacts, AccountId account) {
    this.manifests = manifests;
    this.jobs = jobs;
    this.artifacts = artifacts;
    this.account = account;
  }

  /// What some paths take up together; see `ControlPlane.usage`. A path that lies in another of
  /// them counts once.
  public Usage usage(List<String> paths) throws IOException {
    List<Part> parts = new ArrayList<>();
    List<Job> whole = new ArrayList<>();
    if (paths.isEmpty()) {
      whole.addAll(kept(Optional.empty()));
    }
    for (String text : paths) {
      DataPath path = Artifacts.parse(text);
      switch (path) {
        case DataPath.InJob inJob -> parts.add(artifacts.part(inJob));
        case DataPath.InDataset inDataset -> throw Artifacts.noDataset(inDataset);
        case DataPath.Root root -> whole.addAll(kept(Optional.empty()));
        case DataPath.Projects projects -> whole.addAll(kept(Optional.empty()));
        case DataPath.Project project -> whole.addAll(kept(Optional.of(project.name())));
        case DataPath.Jobs list -> whole.addAll(kept(list.project()));
        case DataPath.Datasets datasets -> {}
      }
    }
    parts.stream().filter(part -> part.node().path().isRoot()).map(Part::job).forEach(whole::add);
    return together(distinct(whole), outermost(parts, whole));
  }

  private static List<Job> distinct(List<Job> whole) {
    Set<JobId> seen = new HashSet<>();
    return whole.stream().filter(job -> seen.add(job.id())).toList();
  }

  /// The parts that lie neither in a whole job of these nor in another part.
  private static List<Part> outermost(List<Part> parts, List<Job> whole) {
    Set<JobId> all = whole.stream().map(Job::id).collect(Collectors.toSet());
    List<Part> kept = new ArrayList<>();
    for (Part part : parts) {
      boolean within =
          all.contains(part.job().id())
              || kept.stream().anyMatch(other -> lies(part, other))
              || parts.stream()
                  .anyMatch(other ->
                      lies(part, other) && !part.node().path().equals(other.node().path()));
      if (!within) {
        kept.add(part);
      }
    }
    return kept;
  }

  private static boolean lies(Part part, Part in) {
    return part.job().id().equals(in.job().id()) && part.node().path().startsWith(in.node().path());
  }

  private List<Job> kept(Optional<ProjectName> project) throws IOException {
    return jobs.list(
        account,
        new Query(
            project,
            Optional.empty(),
            "",
            EnumSet.allOf(JobStatus.class),
            true,
            Optional.empty(),
            Integer.MAX_VALUE));
  }

  private Usage together(List<Job> whole, List<Part> parts) throws IOException {
    Set<JobId> involved = whole.stream().map(Job::id).collect(Collectors.toSet());
    long files = 0;
    long bytes = 0;
    for (Job job : whole) {
      files += job.artifacts().map(ManifestSummary::files).orElse(0L);
      bytes += job.artifacts().map(ManifestSummary::bytes).orElse(0L);
    }
    Set<JobId> partly = parts.stream().map(part -> part.job().id()).collect(Collectors.toSet());
    Walk walk = new Walk();
    Share share =
        manifests.share(
            account, new Portion(involved, partly, batches -> walk.each(parts, batches)));
    return new Usage(
        files + walk.files, bytes + walk.bytes, share.distinctBytes(), share.uniqueBytes());
  }

  /// Counts files while it streams their digests.
  private static final class Walk {
    private long files;
    private long bytes;
    private final List<Digest> batch = new ArrayList<>();

    void each(List<Part> parts, Consumer<Collection<Digest>> batches) throws IOException {
      for (Part part : parts) {
        part.tree().walk(part.node().path(), entry -> add(entry, batches));
      }
      batches.accept(List.copyOf(batch));
    }

    private void add(Entry entry, Consumer<Collection<Digest>> batches) {
      if (entry instanceof Entry.File file) {
        files++;
        bytes += file.sizeBytes();
        batch.add(file.digest());
        if (batch.size() == DIGESTS_PER_BATCH) {
          batches.accept(List.copyOf(batch));
          batch.clear();
        }
      }
    }
  }

  /// Deletes what a job left, or says what that would free; see `ControlPlane.remove`. A second
  /// time there is nothing left to free.
  public Usage remove(String text, boolean dryRun) throws IOException {
    Job job = removable(Artifacts.parse(text));
    if (job.artifacts().isEmpty()) {
      return NOTHING;
    }
    Usage usage = together(List.of(job), List.of());
    if (!dryRun) {
      jobs.removeArtifacts(account, job.id());
    }
    return usage;
  }

  private Job removable(DataPath path) throws IOException {
    if (path instanceof DataPath.InDataset inDataset) {
      throw Artifacts.noDataset(inDataset);
    }
    if (!(path instanceof DataPath.InJob inJob)) {
      throw new C3Exception(
          ErrorCode.INVALID, "only the artifacts of one job are removed at a time, not " + path);
    }
    if (!inJob.below().isRoot()) {
      throw new C3Exception(
          ErrorCode.INVALID,
          "what a job left is removed as a whole, not a part of it such as " + path,
          Optional.of("c3 data rm -r " + inJob.at(EntryPath.ROOT)));
    }
    Job job = artifacts.job(inJob);
    if (!job.status().isEnd()) {
      throw new C3Exception(
          ErrorCode.CONFLICT,
          job.id() + " has not ended yet, so nothing of it can be removed",
          Optional.of("c3 cancel " + job.id()));
    }
    return job;
  }
}
