package c3.server.data;

import c3.catalog.JobCatalog;
import c3.catalog.JobCatalog.Query;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.DataPath;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.JobStatus;
import c3.model.ProjectName;
import c3.server.data.Artifacts.Part;
import c3.server.data.Shelf.Page;
import c3.view.ManifestTree.Node;
import c3.wire.message.ListRequest;
import c3.wire.message.Listing;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Lists what lies at the data paths of an account.
public final class Listings {
  private static final int NEAREST_AMONG = 1_000;
  private static final EntryPath JOBS = EntryPath.of("jobs");
  private static final EntryPath DATA = EntryPath.of("data");
  private static final EntryPath DATASETS = EntryPath.of("datasets");
  private static final EntryPath PROJECTS = EntryPath.of("projects");

  private final JobCatalog jobs;
  private final Trees trees;
  private final Artifacts artifacts;
  private final AccountId account;

  public Listings(JobCatalog jobs, Trees trees, Artifacts artifacts, AccountId account) {
    this.jobs = jobs;
    this.trees = trees;
    this.artifacts = artifacts;
    this.account = account;
  }

  /// One page of what lies at a path; see `ControlPlane.list`.
  ///
  /// @param max how many items at most, whatever was asked
  public Listing list(ListRequest request, int max) throws IOException {
    int wanted = Math.clamp(request.max(), 1, max);
    DataPath path = Artifacts.parse(request.path());
    return switch (path) {
      case DataPath.Root root -> page(root.toString(), root(), request, wanted);
      case DataPath.Projects all -> page(all.toString(), projects(), request, wanted);
      case DataPath.Project one -> page(one.toString(), project(one.name()), request, wanted);
      case DataPath.Jobs list -> page(list.toString(), jobs(list.project()), request, wanted);
      case DataPath.Datasets list -> page(list.toString(), datasets(list), request, wanted);
      case DataPath.InDataset inDataset -> throw Artifacts.noDataset(inDataset);
      case DataPath.InJob inJob -> inside(artifacts.part(inJob), request, wanted);
    };
  }

  private static Listing page(String path, Shelf shelf, ListRequest request, int max)
      throws IOException {
    Page page =
        request.recursive()
            ? DeepListing.page(shelf, request.after(), max)
            : shelf.page(request.after(), max);
    Optional<EntryPath> next =
        page.more() ? Optional.of(page.items().getLast().name()) : Optional.empty();
    return new Listing(path, true, page.items(), next);
  }

  private static Listing inside(Part part, ListRequest request, int max) throws IOException {
    return switch (part.node()) {
      case Node.Directory directory ->
          page(part.text(), new ManifestShelf(part.tree(), directory.path()), request, max);
      case Node.Leaf leaf ->
          new Listing(part.text(), false, List.of(ManifestShelf.item(leaf)), Optional.empty());
    };
  }

  private Shelf root() {
    SequencedMap<EntryPath, Shelf> directories = new LinkedHashMap<>();
    directories.put(DATASETS, empty());
    directories.put(JOBS, new JobsShelf(jobs, trees, account, Optional.empty()));
    directories.put(PROJECTS, projects());
    return new FixedShelf(directories);
  }

  private Shelf projects() {
    return new ProjectsShelf(jobs, account, this::contents);
  }

  private Shelf contents(ProjectName name) {
    SequencedMap<EntryPath, Shelf> directories = new LinkedHashMap<>();
    directories.put(DATA, empty());
    directories.put(JOBS, new JobsShelf(jobs, trees, account, Optional.of(name)));
    return new FixedShelf(directories);
  }

  private Shelf project(ProjectName name) throws IOException {
    // A project is made with its first job, and jobs are never forgotten.
    if (jobs.list(account, oneOf(name)).isEmpty()) {
      throw noProject(name);
    }
    return contents(name);
  }

  private static Query oneOf(ProjectName project) {
    return new Query(
        Optional.of(project),
        Optional.empty(),
        "",
        EnumSet.allOf(JobStatus.class),
        false,
        Optional.empty(),
        1);
  }

  private Shelf jobs(Optional<ProjectName> project) throws IOException {
    if (project.isPresent()) {
      project(project.get());
    }
    return new JobsShelf(jobs, trees, account, project);
  }

  private Shelf datasets(DataPath.Datasets list) throws IOException {
    if (list.project().isPresent()) {
      project(list.project().get());
    }
    return empty();
  }

  private static Shelf empty() {
    return new FixedShelf(new LinkedHashMap<>());
  }

  private C3Exception noProject(ProjectName name) throws IOException {
    List<String> existing =
        jobs.projects(account, "", NEAREST_AMONG).stream()
            .map(project -> new DataPath.Project(project).toString())
            .toList();
    return new C3Exception(
        ErrorCode.NOT_FOUND,
        "there is no project " + name,
        Nearest.hint(new DataPath.Project(name).toString(), existing));
  }
}
