package c3.server;

import c3.catalog.ManifestCatalog.Commit;
import c3.catalog.ManifestCatalog.Contents;
import c3.model.AccountId;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.ManifestKind;
import c3.model.ManifestSummary;
import c3.model.SessionId;
import c3.server.data.Trees;
import c3.view.ManifestTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// Reads uploaded manifests out of the store. What a client says of its manifest is not trusted:
/// files and bytes are counted here, from the manifest's own entries.
public final class StoredCommits implements Commits {
  private static final int BATCH = 1_000;

  private final Trees trees;

  public StoredCommits(Trees trees) {
    this.trees = trees;
  }

  @Override
  public Commit of(AccountId account, SessionId session, ManifestKind kind, Digest manifest)
      throws IOException {
    ManifestTree tree = trees.open(account, new ManifestSummary(manifest, 0, 0));
    long[] sums = new long[2];
    tree.walk(
        EntryPath.ROOT,
        entry -> {
          if (entry instanceof Entry.File file) {
            sums[0]++;
            sums[1] = Math.addExact(sums[1], file.sizeBytes());
          }
        });
    return new Commit(
        session, kind, new ManifestSummary(manifest, sums[0], sums[1]), new FileDigests(tree));
  }

  /// The digests of a manifest's files, in batches.
  private record FileDigests(ManifestTree tree) implements Contents {
    @Override
    public void each(Consumer<Collection<Digest>> batches) throws IOException {
      List<Digest> batch = new ArrayList<>(BATCH);
      tree.walk(
          EntryPath.ROOT,
          entry -> {
            if (entry instanceof Entry.File file) {
              batch.add(file.digest());
            }
            if (batch.size() == BATCH) {
              batches.accept(List.copyOf(batch));
              batch.clear();
            }
          });
      if (!batch.isEmpty()) {
        batches.accept(List.copyOf(batch));
      }
    }
  }
}
