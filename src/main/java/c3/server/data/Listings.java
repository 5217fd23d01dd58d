package c3.server.data;

import c3.catalog.Catalog;
import c3.catalog.DatasetCatalog;
import c3.catalog.DatasetCatalog.Dataset;
import c3.catalog.JobCatalog;
import c3.catalog.ProjectCatalog;
import c3.model.DataPath;
import c3.model.DataPath.DatasetVersion;
import c3.model.DatasetName;
import c3.model.EntryPath;
import c3.model.ProjectName;
import c3.model.Role;
import c3.server.data.Artifacts.Part;
import c3.server.data.Scopes.Scope;
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
  private static final EntryPath JOBS = EntryPath.of("jobs");
  private static final EntryPath DATA = EntryPath.of("data");
  private static final EntryPath DATASETS = EntryPath.of("datasets");
  private static final EntryPath PROJECTS = EntryPath.of("projects");

  private final JobCatalog jobs;
  private final DatasetCatalog datasets;
  private final ProjectCatalog catalogued;
  private final Trees trees;
  private final Artifacts artifacts;
  private final Scopes scopes;

  public Listings(Catalog catalog, Trees trees, Artifacts artifacts, Scopes scopes) {
    this.jobs = catalog.jobs();
    this.datasets = catalog.datasets();
    this.catalogued = catalog.projects();
    this.trees = trees;
    this.artifacts = artifacts;
    this.scopes = scopes;
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
      case DataPath.Jobs list ->
          page(list.toString(), jobs(existing(list.project())), request, wanted);
      case DataPath.Datasets list ->
          page(list.toString(), datasets(existing(list.project())), request, wanted);
      case DataPath.InDataset(var project, var name, DatasetVersion.Unsaid _, EntryPath below)
          when below.isRoot() ->
          page(path.toString(), versions(project, name), request, wanted);
      case DataPath.Inside inside -> inside(artifacts.part(inside), request, wanted);
    };
  }

  /// The versions of a dataset, which must be there.
  private Shelf versions(Optional<ProjectName> project, DatasetName name) throws IOException {
    artifacts.requireDataset(DatasetLookup.whole(new Dataset(project, name)));
    return datasets(scopes.of(project, Role.READER)).versions(name);
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

  private Shelf root() throws IOException {
    Scope own = scopes.of(Optional.empty(), Role.READER);
    SequencedMap<EntryPath, Shelf> directories = new LinkedHashMap<>();
    directories.put(DATASETS, datasets(own));
    directories.put(JOBS, jobs(own));
    directories.put(PROJECTS, projects());
    return new FixedShelf(directories);
  }

  private Shelf projects() {
    return new ProjectsShelf(catalogued, scopes.account(), this::project);
  }

  private Shelf project(ProjectName name) throws IOException {
    Scope scope = existing(Optional.of(name));
    SequencedMap<EntryPath, Shelf> directories = new LinkedHashMap<>();
    directories.put(DATA, datasets(scope));
    directories.put(JOBS, jobs(scope));
    return new FixedShelf(directories);
  }

  private JobsShelf jobs(Scope scope) {
    return new JobsShelf(jobs, trees, scope.account(), scope.project());
  }

  private DatasetsShelf datasets(Scope scope) {
    return new DatasetsShelf(datasets, trees, scope.account(), scope.project());
  }

  /// The scope of a project, which must be there.
  private Scope existing(Optional<ProjectName> project) throws IOException {
    Scope scope = scopes.of(project, Role.READER);
    if (scope.project().isPresent() && !jobs.hasProject(scope.account(), scope.project().get())) {
      throw scopes.missing(project.orElseThrow());
    }
    return scope;
  }
}
