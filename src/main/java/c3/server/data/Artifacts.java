package c3.server.data;

import c3.catalog.ManifestCatalog.Keeper;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.DataPath;
import c3.model.DataPath.JobReference;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.ManifestSummary;
import c3.model.Nearest;
import c3.model.ProjectName;
import c3.store.BlobCorrupt;
import c3.view.ManifestTree;
import c3.view.ManifestTree.Node;
import c3.wire.message.Located;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Follows data paths of an account into what jobs left and into datasets. Throws `C3Exception`
/// NOT_FOUND with the nearest existing paths.
public final class Artifacts {
  private static final int NEAREST_AMONG = 1_000;
  private static final List<String> TOPS = List.of("jobs", "projects", "datasets");

  private final JobLookup jobs;
  private final DatasetLookup datasets;
  private final Trees trees;

  public Artifacts(JobLookup jobs, DatasetLookup datasets, Trees trees) {
    this.jobs = jobs;
    this.datasets = datasets;
    this.trees = trees;
  }

  /// A part of what a job left, or of a version of a dataset.
  ///
  /// @param path the path with the job's whole id or the version's number in it
  /// @param kept what keeps the manifest, and in whose account
  /// @param node what the path means
  public record Part(DataPath.Inside path, Kept kept, ManifestTree tree, Node node) {
    Keeper keeper() {
      return kept.keeper();
    }

    /// The manifest, and which part of it.
    public Located located() {
      return new Located(text(), tree.manifest(), node.path());
    }

    /// The path as people write it: a directory ends in a slash.
    public String text() {
      String text = path.toString();
      boolean directory = node instanceof Node.Directory;
      return directory && !text.endsWith("/") ? text + "/" : text;
    }
  }

  /// What keeps a manifest.
  ///
  /// @param owner in whose account; it may be another than the one that looks
  public record Kept(AccountId owner, Keeper keeper) {}

  /// Parses a data path; throws `C3Exception` INVALID when it is none.
  public static DataPath parse(String path) throws C3Exception {
    try {
      return DataPath.parse(path);
    } catch (IllegalArgumentException e) {
      throw new C3Exception(ErrorCode.INVALID, String.valueOf(e.getMessage()), meant(path));
    }
  }

  private static Optional<String> meant(String path) {
    String[] parts = (path.startsWith("/") ? path.substring(1) : path).split("/", 2);
    return Nearest.to(parts[0], TOPS)
        .map(top -> "/" + top + "/" + (parts.length > 1 ? parts[1] : ""))
        .filter(meant -> !meant.equals(path));
  }

  /// The part that a path leads to; INVALID for a list of things.
  public Part part(DataPath path) throws IOException {
    return switch (path) {
      case DataPath.Inside inside -> part(inside);
      case DataPath.Root root -> throw list(root);
      case DataPath.Projects projects -> throw list(projects);
      case DataPath.Project project -> throw list(project);
      case DataPath.Jobs list -> throw list(list);
      case DataPath.Datasets list -> throw list(list);
    };
  }

  /// The part of a manifest that a path leads to.
  public Part part(DataPath.Inside path) throws IOException {
    return switch (path) {
      case DataPath.InJob inJob -> {
        SeenJob seen = job(inJob);
        Job job = seen.job();
        JobReference whole = new JobReference.ById(job.id().text());
        DataPath.Inside resolved = new DataPath.InJob(inJob.project(), whole, inJob.below());
        yield part(resolved, new Kept(seen.owner(), new Keeper.OfJob(job.id())), kept(job));
      }
      case DataPath.InDataset inDataset -> {
        DatasetLookup.Found found = datasets.find(inDataset);
        Keeper keeper =
            new Keeper.OfVersion(DatasetLookup.dataset(inDataset), found.version().number());
        yield part(found.path(), new Kept(found.owner(), keeper), found.version().manifest());
      }
    };
  }

  private Part part(DataPath.Inside resolved, Kept kept, ManifestSummary manifest)
      throws IOException {
    try {
      ManifestTree tree = trees.open(kept.owner(), manifest);
      Node node = tree.find(resolved.below()).orElseThrow(() -> noEntry(resolved, tree));
      return new Part(resolved, kept, tree, node);
    } catch (BlobCorrupt e) {
      throw new C3Exception(
              e.code(),
              "the list of files of " + resolved.at(EntryPath.ROOT) + ": " + e.message(),
              e.hint())
          .causedBy(e);
    }
  }

  /// Throws NOT_FOUND when the version that a path means is not there.
  void requireDataset(DataPath.InDataset path) throws IOException {
    datasets.find(path);
  }

  /// Throws NOT_FOUND when the version that a path means, or the first of a dataset, never was.
  void requireOnceThere(DataPath.InDataset path) throws IOException {
    datasets.requireOnceThere(path);
  }

  /// The job that a path leads into, whatever it left.
  public SeenJob job(DataPath.InJob path) throws IOException {
    return switch (path.job()) {
      case JobReference.ById(String prefix) -> jobs.find(path.project(), prefix);
      case JobReference.Latest(Optional<String> name) -> latest(path.project(), name);
    };
  }

  private SeenJob latest(Optional<ProjectName> project, Optional<String> name) throws IOException {
    return jobs.latest(
        project.orElseThrow(
            () -> new IllegalArgumentException("the newest job is looked for in one project")),
        name);
  }

  /// What a job left; throws NOT_FOUND that says why there is nothing.
  static ManifestSummary kept(Job job) throws C3Exception {
    if (job.artifacts().isPresent()) {
      return job.artifacts().get();
    }
    String status = job.status().name().toLowerCase(Locale.ROOT);
    if (!job.status().isEnd()) {
      throw new C3Exception(
          ErrorCode.NOT_FOUND,
          job.id() + " is " + status + "; what it leaves is there once it has ended",
          Optional.of("c3 logs -f " + job.id()));
    }
    if (job.isEmptied()) {
      throw new C3Exception(ErrorCode.NOT_FOUND, "what " + job.id() + " left was removed");
    }
    boolean neverStarted = job.times().started().isEmpty();
    throw new C3Exception(
        ErrorCode.NOT_FOUND,
        "nothing is kept of " + job.id() + " (" + status + ")",
        Optional.of((neverStarted ? "c3 status " : "c3 recover ") + job.id()));
  }

  private static C3Exception list(DataPath path) {
    return new C3Exception(
        ErrorCode.INVALID,
        path + " is a list, not one job or dataset",
        Optional.of("c3 data ls " + path));
  }

  private C3Exception noEntry(DataPath.Inside path, ManifestTree tree) {
    String message = "there is no " + path;
    try {
      EntryPath wanted = path.below();
      EntryPath directory = existingParent(tree, wanted);
      // The name that went wrong is the first one below what exists.
      EntryPath name = wanted.below(directory).segments().getFirst();
      List<String> siblings =
          tree.list(directory, EntryPath.ROOT, NEAREST_AMONG).nodes().stream()
              .map(node -> shown(path, node))
              .toList();
      String meant = path.at(directory.resolve(name)).toString();
      return new C3Exception(ErrorCode.NOT_FOUND, message, Nearest.hint(meant, siblings));
    } catch (IOException e) {
      C3Exception failure = new C3Exception(ErrorCode.NOT_FOUND, message);
      failure.addSuppressed(e);
      return failure;
    }
  }

  private static String shown(DataPath.Inside path, Node node) {
    String text = path.at(node.path()).toString();
    return node instanceof Node.Directory ? text + "/" : text;
  }

  private static EntryPath existingParent(ManifestTree tree, EntryPath wanted) throws IOException {
    EntryPath directory = wanted.parent();
    while (!directory.isRoot() && !(tree.find(directory).orElse(null) instanceof Node.Directory)) {
      directory = directory.parent();
    }
    return directory;
  }
}
