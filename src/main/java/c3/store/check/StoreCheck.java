package c3.store.check;

import c3.catalog.ManifestCatalog.Committed;
import c3.model.AccountId;
import c3.store.content.ContentStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/// Checks a whole store, and changes nothing but which blobs the catalog takes for damaged, and
/// where files lie that nothing knows, when it is told to:
///
/// 1. the catalog's database finds nothing wrong with itself; otherwise nothing else is looked at;
/// 2. every object's row has its file, of the right length, and every file has its row;
/// 3. every byte of every object is the one that was stored: all of them have the object's digest,
///    and those of each blob, which lies within it, have the blob's;
/// 4. every manifest can be read, and agrees with its row and with the blobs that it names;
/// 5. every account is charged for what it keeps.
///
/// Reads every stored byte, once where all is right. Memory: 8 bytes for each file of one manifest,
/// and for each worker a bundle's list of blobs.
public final class StoreCheck {
  private final ContentStore store;
  private final ExecutorService workers;

  /// @param workers threads that read and hash, a bounded number of them; each needs up to 5 MiB
  public StoreCheck(ContentStore store, ExecutorService workers) {
    this.store = store;
    this.workers = workers;
  }

  /// What becomes of a file that no row knows.
  public enum Unknown {
    /// It is one of the things that are wrong.
    REPORTED,
    /// It is moved to the folder `unknown` of the store, below the same name, and no longer wrong.
    SET_ASIDE
  }

  /// Runs the check, and reports files that no row knows.
  public CheckResult run(CheckListener listener) throws IOException {
    return run(listener, Unknown.REPORTED);
  }

  /// Runs the check. What is wrong is told to the listener and counted; only a disk or a catalog
  /// that cannot be read at all throws.
  public CheckResult run(CheckListener listener, Unknown unknown) throws IOException {
    Findings findings = new Findings(listener);
    if (isCatalogDamaged(findings)) {
      return findings.result(0, 0);
    }
    BlobPass blobs =
        new BlobPass(store.objects(), store.catalog().blobs(), store.limits(), workers, findings);
    ObjectPass objects =
        new ObjectPass(store.objects(), store.catalog().blobs(), blobs, unknown, findings);
    objects.run();
    blobs.finish();
    List<Committed> manifests = new ArrayList<>();
    store.catalog().manifests().each(manifests::add);
    Set<AccountId> accounts = new LinkedHashSet<>();
    store.catalog().accounts().list().forEach(account -> accounts.add(account.id()));
    for (Committed manifest : manifests) {
      accounts.add(manifest.account());
      new ManifestPass(store, findings, manifest).run();
    }
    for (AccountId account : accounts) {
      checkQuota(account, findings);
    }
    return findings.result(objects.count(), manifests.size());
  }

  /// By a damaged catalog, what is right would be taken for damaged.
  private boolean isCatalogDamaged(Findings findings) throws IOException {
    List<String> faults = store.catalog().faults();
    if (!faults.isEmpty()) {
      String more = faults.size() == 1 ? "" : ", and " + (faults.size() - 1) + " more like it";
      findings.add(
          Finding.of(
              Finding.Kind.CATALOG,
              "the catalog's database is damaged ("
                  + faults.getFirst()
                  + more
                  + "); what is stored was not looked at"));
    }
    return !faults.isEmpty();
  }

  private void checkQuota(AccountId account, Findings findings) throws IOException {
    long charged = store.catalog().manifests().chargedBytes(account);
    long kept = store.catalog().manifests().recountedBytes(account);
    if (charged != kept) {
      findings.add(
          Finding.of(
              Finding.Kind.QUOTA,
              "account %d is charged for %d bytes and keeps %d"
                  .formatted(account.number(), charged, kept)));
    }
  }
}
