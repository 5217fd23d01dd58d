package c3.agent;

import c3.model.Digest;
import c3.model.JobInput;
import c3.store.BlobStore;
import c3.transfer.DownloadResult;
import c3.transfer.Downloader;
import c3.transfer.Progress;
import c3.view.StoredManifestTree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/// The trees that jobs mount, one for each manifest, or part of one.
final class MountTrees {
  /// How many trees that no job sees are kept.
  static final int UNUSED_MAX = 32;

  private final KeptTrees trees;
  private final BlobStore blobs;
  private final Downloader downloader;

  /// @param downloader makes files that nobody may change
  /// @param clock stamps trees with their last use
  MountTrees(Path folder, BlobStore blobs, Downloader downloader, InstantSource clock) {
    this.trees = new KeptTrees(folder, UNUSED_MAX, clock);
    this.blobs = blobs;
    this.downloader = downloader;
  }

  /// The tree of an input, made where it is missing.
  KeptTrees.Use use(JobInput input, StopSwitch stop) throws IOException {
    return trees.use(name(input), stop, draft -> make(input, draft));
  }

  private static String name(JobInput input) {
    String manifest = input.manifest().digest().hex();
    return input.below().isRoot()
        ? manifest
        : manifest + "-" + Digest.of(input.below().bytes()).hex();
  }

  private void make(JobInput input, Path draft) throws IOException {
    DownloadResult result =
        downloader.download(
            new StoredManifestTree(blobs, input.manifest()),
            input.below(),
            new Downloader.Target(draft, Downloader.Others.LEFTOVER),
            Progress.NONE);
    if (!result.complete()) {
      throw Staging.lost(input.reference() + ": ", result.lost().getFirst());
    }
  }
}
