package c3.server.data;

import c3.catalog.DatasetCatalog;
import c3.catalog.DatasetCatalog.Dataset;
import c3.catalog.DatasetCatalog.Version;
import c3.model.AccountId;
import c3.model.DatasetName;
import c3.model.EntryPath;
import c3.model.ProjectName;
import c3.wire.message.Listing.Item;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Datasets as directories, by name, each as large as its newest version.
final class DatasetsShelf implements Shelf {
  private final DatasetCatalog datasets;
  private final Trees trees;
  private final AccountId account;
  private final Optional<ProjectName> project;

  /// @param project the project whose datasets these are; absent: those of none
  DatasetsShelf(
      DatasetCatalog datasets, Trees trees, AccountId account, Optional<ProjectName> project) {
    this.datasets = datasets;
    this.trees = trees;
    this.account = account;
    this.project = project;
  }

  @Override
  public Page page(EntryPath after, int max) throws IOException {
    List<Item> items =
        datasets.list(account, project, after.toString(), max + 1).stream()
            .map(listed -> item(listed.name().text(), listed.newest()))
            .toList();
    return Page.of(items, max);
  }

  @Override
  public Optional<Shelf> directory(EntryPath name) {
    return Optional.of(versions(new DatasetName(name.toString())));
  }

  /// The versions of a dataset.
  Shelf versions(DatasetName name) {
    return new VersionsShelf(datasets, trees, account, new Dataset(project, name));
  }

  /// A version as a line of a listing.
  static Item item(String name, Version version) {
    return new Item.Directory(
        EntryPath.of(name),
        Optional.of(version.manifest().files()),
        Optional.of(version.manifest().bytes()),
        Optional.of(version.created()));
  }
}
