package c3.server.data;

import c3.catalog.DatasetCatalog;
import c3.catalog.DatasetCatalog.Dataset;
import c3.catalog.DatasetCatalog.Listed;
import c3.catalog.DatasetCatalog.Version;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.DataPath;
import c3.model.DataPath.DatasetVersion;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Nearest;
import c3.model.Role;
import c3.server.data.Scopes.Scope;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Finds the version of a dataset that a data path of an account leads into. Throws `C3Exception`
/// NOT_FOUND with the nearest existing datasets or versions.
public final class DatasetLookup {
  private static final int NEAREST_AMONG = 1_000;

  private final DatasetCatalog datasets;
  private final Scopes scopes;

  public DatasetLookup(DatasetCatalog datasets, Scopes scopes) {
    this.datasets = datasets;
    this.scopes = scopes;
  }

  /// A version that was found.
  ///
  /// @param owner in whose account it is
  /// @param path the path with the version's number in it
  public record Found(AccountId owner, DataPath.InDataset path, Version version) {}

  /// The version that a path means: the newest where none is said.
  public Found find(DataPath.InDataset path) throws IOException {
    Scope scope = scopes.of(path.project(), Role.READER);
    Optional<Version> version = datasets.find(scope.account(), dataset(scope, path), number(path));
    if (version.isEmpty()) {
      throw missing(scope, path);
    }
    DataPath.InDataset resolved = path(dataset(path), version.get().number()).at(path.below());
    return new Found(scope.account(), resolved, version.get());
  }

  /// Throws NOT_FOUND when the version that a path means, or the first of a dataset, never was; one
  /// that was removed is fine.
  void requireOnceThere(DataPath.InDataset path) throws IOException {
    Scope scope = scopes.of(path.project(), Role.READER);
    if (!datasets.wasThere(scope.account(), dataset(scope, path), number(path).orElse(1L))) {
      throw missing(scope, path);
    }
  }

  /// What to say when there is no such version.
  private C3Exception missing(Scope scope, DataPath.InDataset path) throws IOException {
    Dataset dataset = dataset(path);
    List<String> versions =
        datasets
            .versions(scope.account(), dataset(scope, path), Long.MAX_VALUE, NEAREST_AMONG)
            .stream()
            .map(version -> path(dataset, version.number()).toString())
            .toList();
    if (!versions.isEmpty()) {
      String wanted = path.at(EntryPath.ROOT).toString();
      return new C3Exception(
          ErrorCode.NOT_FOUND, "there is no " + wanted, Nearest.hint(wanted, versions));
    }
    String where = path.project().map(project -> " in project " + project).orElse("");
    String wanted = whole(dataset).toString();
    List<String> existing =
        datasets.list(scope.account(), scope.project(), "", NEAREST_AMONG).stream()
            .map(Listed::name)
            .map(name -> whole(new Dataset(path.project(), name)).toString())
            .toList();
    return new C3Exception(
        ErrorCode.NOT_FOUND,
        "there is no dataset `" + dataset.name() + "`" + where,
        Nearest.hint(wanted, existing).or(() -> Optional.of("c3 data cp ./folder " + wanted)));
  }

  /// The dataset that a path names, by the name that its owner says.
  private static Dataset dataset(Scope scope, DataPath.InDataset path) {
    return new Dataset(scope.project(), path.dataset());
  }

  /// The dataset that a path names.
  static Dataset dataset(DataPath.InDataset path) {
    return new Dataset(path.project(), path.dataset());
  }

  /// The version that a path names; absent for the newest.
  static Optional<Long> number(DataPath.InDataset path) {
    return switch (path.version()) {
      case DatasetVersion.Numbered numbered -> Optional.of(numbered.number());
      case DatasetVersion.Latest latest -> Optional.empty();
      case DatasetVersion.Unsaid unsaid -> Optional.empty();
    };
  }

  /// The path of a version.
  public static DataPath.InDataset path(Dataset dataset, long number) {
    return new DataPath.InDataset(
        dataset.project(), dataset.name(), new DatasetVersion.Numbered(number), EntryPath.ROOT);
  }

  /// The path of a dataset with all its versions.
  static DataPath.InDataset whole(Dataset dataset) {
    return new DataPath.InDataset(
        dataset.project(), dataset.name(), new DatasetVersion.Unsaid(), EntryPath.ROOT);
  }
}
