package c3.server.data;

import c3.catalog.Catalog;
import c3.catalog.DatasetCatalog;
import c3.catalog.DatasetCatalog.Dataset;
import c3.catalog.JobCatalog;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.DataPath;
import c3.model.DataPath.DatasetVersion;
import c3.model.DatasetName;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Nearest;
import c3.model.ProjectName;
import c3.server.data.Artifacts.Part;
import c3.server.data.Shelf.Page;
import c3.view.ManifestTree.Node;
import c3.wire.message.ListRequest;
import c3.wire.message.Listing;
import java.io.IOException;
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
  private final DatasetCatalog datasets;
  private final Trees trees;
  private final Artifacts artifacts;
  private final AccountId account;

  public Listings(Catalog catalog, Trees trees, Artifacts artifacts, AccountId account) {
    this.jobs = catalog.jobs();
    this.datasets = catalog.datasets();
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
      case DataPath.InDataset(var project, var name, DatasetVersion.Unsaid _, EntryPath below)
          when below.isRoot() ->
          page(path.toString(), versions(project, name), request, wanted);
      case DataPath.Inside inside -> inside(artifacts.part(inside), request, wanted);
    };
  }

  /// The versions of a dataset, which must be there.
  private Shelf versions(Optional<ProjectName> project, DatasetName name) throws IOException {
    DataPath.InDataset whole = DatasetLookup.whole(new Dataset(project, name));
    artifacts.requireDataset(whole);
    return datasets(project).versions(name);
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
    directories.put(DATASETS, datasets(Optional.empty()));
    directories.put(JOBS, new JobsShelf(jobs, trees, account, Optional.empty()));
    directories.put(PROJECTS, projects());
    return new FixedShelf(directories);
  }

  private Shelf projects() {
    return new ProjectsShelf(jobs, account, this::contents);
  }

  private Shelf contents(ProjectName name) {
    SequencedMap<EntryPath, Shelf> directories = new LinkedHashMap<>();
    directories.put(DATA, datasets(Optional.of(name)));
    directories.put(JOBS, new JobsShelf(jobs, trees, account, Optional.of(name)));
    return new FixedShelf(directories);
  }

  private Shelf project(ProjectName name) throws IOException {
    requireProject(Optional.of(name));
    return contents(name);
  }

  private Shelf jobs(Optional<ProjectName> project) throws IOException {
    requireProject(project);
    return new JobsShelf(jobs, trees, account, project);
  }

  private Shelf datasets(DataPath.Datasets list) throws IOException {
    requireProject(list.project());
    return datasets(list.project());
  }

  private DatasetsShelf datasets(Optional<ProjectName> project) {
    return new DatasetsShelf(datasets, trees, account, project);
  }

  private void requireProject(Optional<ProjectName> project) throws IOException {
    if (project.isPresent() && !jobs.hasProject(account, project.get())) {
      throw noProject(project.get());
    }
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
