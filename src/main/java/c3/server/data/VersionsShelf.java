package c3.server.data;

import c3.catalog.DatasetCatalog;
import c3.catalog.DatasetCatalog.Dataset;
import c3.catalog.DatasetCatalog.Version;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.DataPath;
import c3.model.DataPath.DatasetVersion;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.wire.message.Listing.Item;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The versions of a dataset as directories `@v2`, `@v1`, newest first, with their files in them.
final class VersionsShelf implements Shelf {
  private final DatasetCatalog datasets;
  private final Trees trees;
  private final AccountId account;
  private final Dataset dataset;

  VersionsShelf(DatasetCatalog datasets, Trees trees, AccountId account, Dataset dataset) {
    this.datasets = datasets;
    this.trees = trees;
    this.account = account;
    this.dataset = dataset;
  }

  @Override
  public Page page(EntryPath after, int max) throws IOException {
    long below = after.isRoot() ? Long.MAX_VALUE : number(after);
    List<Item> items =
        datasets.versions(account, dataset, below, max + 1).stream()
            .map(VersionsShelf::item)
            .toList();
    return Page.of(items, max);
  }

  @Override
  public Optional<Shelf> directory(EntryPath name) throws IOException {
    Optional<Version> version = datasets.find(account, dataset, Optional.of(number(name)));
    return version.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ManifestShelf(trees.open(account, version.get().manifest()), EntryPath.ROOT));
  }

  private static Item item(Version version) {
    return DatasetsShelf.item(new DatasetVersion.Numbered(version.number()).toString(), version);
  }

  private long number(EntryPath name) throws C3Exception {
    if (Artifacts.parse(DatasetLookup.whole(dataset) + name.toString())
            instanceof DataPath.InDataset(_, _, DatasetVersion.Numbered(long number), EntryPath in)
        && in.isRoot()) {
      return number;
    }
    throw new C3Exception(ErrorCode.INVALID, "a list of versions goes on behind one such as `@v2`");
  }
}
