package c3.server.data;

import c3.model.AccountId;
import c3.model.ManifestSummary;
import c3.view.ManifestTree;
import java.io.IOException;

/// Opens the stored manifests of accounts.
@FunctionalInterface
public interface Trees {
  /// A manifest as a tree. Throws `BlobMissing` when the account does not possess it.
  ManifestTree open(AccountId account, ManifestSummary manifest) throws IOException;
}
