package c3.store.check;

import c3.catalog.Catalog;
import c3.catalog.ManifestCatalog.Committed;
import c3.catalog.ManifestCatalog.Keeper;
import c3.model.AccountId;
import c3.model.DataPath;
import c3.model.EntryPath;
import java.io.IOException;
import java.util.Optional;

/// Says by which data paths people know what one manifest holds.
///
/// @param keeper what keeps it; absent for a workspace
/// @param owner what to say behind a path of whose it is; empty for this machine's own account
record DataNames(Optional<Keeper> keeper, String owner) {
  static DataNames of(Catalog catalog, Committed manifest) throws IOException {
    return new DataNames(
        catalog.manifests().keeper(manifest.number()), owner(catalog, manifest.account()));
  }

  private static String owner(Catalog catalog, AccountId account) throws IOException {
    return account.equals(AccountId.LOCAL)
        ? ""
        : catalog
            .accounts()
            .find(account)
            .map(known -> " of account " + known.name())
            .orElse(" of an account that was removed");
  }

  /// The path of a file of the manifest; of everything in it, for the root.
  String path(EntryPath file) {
    return keeper.map(kept -> path(kept, file)).orElseGet(() -> ofWorkspace(file)) + owner;
  }

  private static String path(Keeper keeper, EntryPath file) {
    return switch (keeper) {
      case Keeper.OfJob(var job) ->
          new DataPath.InJob(Optional.empty(), new DataPath.JobReference.ById(job.text()), file)
              .toString();
      case Keeper.OfVersion(var dataset, long number) ->
          new DataPath.InDataset(
                  dataset.project(),
                  dataset.name(),
                  new DataPath.DatasetVersion.Numbered(number),
                  file)
              .toString();
    };
  }

  private static String ofWorkspace(EntryPath file) {
    return file.isRoot() ? "a job's workspace" : file + " of a job's workspace";
  }
}
