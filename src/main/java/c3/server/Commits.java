package c3.server;

import c3.catalog.ManifestCatalog.Commit;
import c3.model.AccountId;
import c3.model.Digest;
import c3.model.ManifestKind;
import c3.model.SessionId;
import java.io.IOException;

/// Reads manifests that uploads have left in the store, so that they can be committed.
@FunctionalInterface
public interface Commits {
  /// What is to be committed when this manifest is. Throws `BlobMissing` when the account does not
  /// possess the manifest's own blob, and `BlobCorrupt` when it is no manifest.
  Commit of(AccountId account, SessionId session, ManifestKind kind, Digest manifest)
      throws IOException;
}
