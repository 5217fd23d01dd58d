package c3.store.check;

import c3.catalog.Catalog;
import c3.catalog.ManifestCatalog.Committed;
import c3.catalog.ManifestCatalog.Keeper;
import c3.model.Account;
import c3.model.AccountId;
import c3.model.DataPath;
import c3.model.EntryPath;
import java.io.IOException;
import java.util.Optional;

/// Says by which data paths people know what a manifest holds.
record DataNames(Catalog catalog) {
  /// The path of a file of a manifest; of everything in it, for the root.
  String of(Committed manifest, EntryPath file) throws IOException {
    Optional<Keeper> keeper = catalog.manifests().keeper(manifest.number());
    return keeper.map(kept -> path(kept, file)).orElseGet(() -> ofWorkspace(file))
        + owner(manifest.account());
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

  private String owner(AccountId account) throws IOException {
    return account.equals(AccountId.LOCAL)
        ? ""
        : catalog
            .accounts()
            .find(account)
            .map(Account::name)
            .map(name -> " of account " + name)
            .orElse(" of an account that was removed");
  }
}
