package c3.server;

import c3.catalog.Catalog;
import c3.catalog.DatasetCatalog;
import c3.catalog.DatasetCatalog.Dataset;
import c3.catalog.DatasetCatalog.Version;
import c3.catalog.DatasetCatalog.VersionCommit;
import c3.catalog.ManifestCatalog;
import c3.catalog.ManifestCatalog.Commit;
import c3.catalog.ManifestCatalog.CommitResult;
import c3.catalog.SessionCatalog;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.DataPath;
import c3.model.DataPath.DatasetVersion;
import c3.model.ErrorCode;
import c3.model.ManifestKind;
import c3.model.Role;
import c3.server.data.Artifacts;
import c3.server.data.DatasetLookup;
import c3.server.data.Scopes;
import c3.server.data.Scopes.Scope;
import c3.store.BlobMissing;
import c3.wire.message.CommitAnswer;
import c3.wire.message.PublishRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Commits what people have uploaded: workspaces, and versions of datasets.
final class Publications {
  private final AccountId account;
  private final Scopes scopes;
  private final SessionCatalog sessions;
  private final ManifestCatalog manifests;
  private final DatasetCatalog datasets;
  private final Commits commits;
  private final QuotaWarning quota;

  Publications(Scopes scopes, Catalog catalog, Commits commits, QuotaWarning quota) {
    this.account = scopes.account();
    this.scopes = scopes;
    this.sessions = catalog.sessions();
    this.manifests = catalog.manifests();
    this.datasets = catalog.datasets();
    this.commits = commits;
    this.quota = quota;
  }

  /// Commits; see `ControlPlane.publish`.
  CommitAnswer publish(PublishRequest request) throws IOException {
    boolean ours =
        sessions
            .find(request.session())
            .filter(session -> session.account().equals(account) && session.job().isEmpty())
            .isPresent();
    if (!ours) {
      throw new C3Exception(
          ErrorCode.NOT_FOUND, "there is no upload " + request.session() + " of a person");
    }
    try {
      return request.dataset().isPresent()
          ? version(request, dataset(request.dataset().get()))
          : workspace(request);
    } catch (BlobMissing e) {
      return new CommitAnswer.BlobsLost(List.of(e.digest()));
    }
  }

  private CommitAnswer workspace(PublishRequest request) throws IOException {
    CommitResult result =
        manifests.commit(
            commits.of(account, request.session(), ManifestKind.WORKSPACE, request.manifest()));
    return answer(result, Optional.empty());
  }

  /// Into a project of another account, that account is charged.
  private CommitAnswer version(PublishRequest request, Dataset said) throws IOException {
    Scope scope = scopes.of(said.project(), Role.WRITER);
    Dataset dataset = new Dataset(scope.project(), said.name());
    VersionCommit commit =
        datasets.commit(scope.account(), dataset, manifest(request, scope.account(), dataset));
    Optional<String> path =
        commit.version().map(Version::number).map(n -> DatasetLookup.path(said, n).toString());
    if (path.isPresent()) {
      quota.check(scope.account(), path.get());
    }
    return answer(commit.result(), path);
  }

  /// What is to be committed. The newest version's own manifest was read when that was committed,
  /// and is read again only where it is no longer the newest by the time of the commit.
  private Commit manifest(PublishRequest request, AccountId owner, Dataset dataset)
      throws IOException {
    Optional<Version> same =
        datasets
            .find(owner, dataset, Optional.empty())
            .filter(newest -> newest.manifest().digest().equals(request.manifest()));
    return same.isEmpty()
        ? read(request)
        : new Commit(
            request.session(),
            ManifestKind.DATASET,
            same.get().manifest(),
            lookup -> read(request).files().check(lookup));
  }

  private Commit read(PublishRequest request) throws IOException {
    return commits.of(account, request.session(), ManifestKind.DATASET, request.manifest());
  }

  private static CommitAnswer answer(CommitResult result, Optional<String> path) {
    return switch (result) {
      case CommitResult.Done done -> new CommitAnswer.Committed(done.manifest(), path);
      case CommitResult.Lost lost -> new CommitAnswer.BlobsLost(lost.blobs());
      case CommitResult.Unneeded unneeded ->
          throw new IllegalStateException("an upload of a person has no transition");
    };
  }

  private static Dataset dataset(String text) throws C3Exception {
    if (Artifacts.parse(text)
            instanceof DataPath.InDataset(var project, var name, DatasetVersion.Unsaid _, var in)
        && in.isRoot()) {
      return new Dataset(project, name);
    }
    throw new C3Exception(
        ErrorCode.INVALID,
        "a new version is made of a whole dataset, such as /datasets/x/: not of " + text);
  }
}
