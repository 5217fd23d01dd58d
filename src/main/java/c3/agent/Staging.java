package c3.agent;

import c3.agent.sandbox.NoSandbox;
import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobInput;
import c3.model.JobSpec;
import c3.model.Limits;
import c3.model.MountSupport;
import c3.posix.DirectoryHandle;
import c3.store.BlobStore;
import c3.transfer.DownloadResult;
import c3.transfer.Downloader;
import c3.transfer.Folders;
import c3.transfer.Progress;
import c3.view.StoredManifestTree;
import c3.wire.retry.Patience;
import c3.wire.retry.Pause;
import c3.wire.retry.Retry;
import c3.wire.retry.RetryListener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lays a job out on this machine: the workspace in a fresh directory, its output directories, and
/// its mounts. A server that does not answer is tried for `Limits.uploadPatience`.
final class Staging {
  private final BlobStore blobs;
  private final Downloader downloader;
  private final MountTrees trees;
  private final MountSupport support;
  private final Retry retry;

  Staging(Sources sources, MountTrees trees, MountSupport support, Limits limits, Pause pacing) {
    this.blobs = sources.blobs();
    this.downloader = sources.downloader();
    this.trees = trees;
    this.support = support;
    // One agent on a machine of its own: there is no crowd that chance would have to spread.
    this.retry =
        new Retry(Patience.of(limits.uploadPatience()), pacing, () -> 0, RetryListener.NONE);
  }

  /// Where bytes come from.
  record Sources(BlobStore blobs, Downloader downloader) {}

  /// Throws `C3Exception` that says what could not be laid out, or that the job was stopped.
  StagedJob stage(Job job, Spool spool, StopSwitch stop) throws IOException {
    return retry.call(() -> {
      stop.checkGoesOn();
      try {
        return tryStage(job, spool, stop);
      } catch (C3Exception | InterruptedIOException | ClosedByInterruptException e) {
        throw e;
      } catch (IOException e) {
        throw new C3Exception(ErrorCode.INTERNAL, "the workspace: " + e.getMessage()).causedBy(e);
      }
    });
  }

  private StagedJob tryStage(Job job, Spool spool, StopSwitch stop) throws IOException {
    Path work = spool.work();
    restore(new StoredManifestTree(blobs, job.workspace()), EntryPath.ROOT, work);
    for (JobSpec.Output output : job.spec().outputs()) {
      make(work, output.directory());
    }
    List<StagedJob.Mount> mounts = new ArrayList<>();
    try {
      for (JobInput input : job.inputs()) {
        stop.checkGoesOn();
        mount(input, work, mounts, stop);
      }
      return new StagedJob(job, work, mounts, Optional.empty());
    } catch (IOException | RuntimeException e) {
      mounts.forEach(mount -> mount.tree().close());
      throw e;
    }
  }

  private void mount(JobInput input, Path work, List<StagedJob.Mount> mounts, StopSwitch stop)
      throws IOException {
    Path target = work.resolve(input.target()).normalize();
    if (support == MountSupport.ANY) {
      mounts.add(new StagedJob.Mount(trees.use(input, stop), target));
    } else if (Path.of(input.target()).isAbsolute()) {
      throw NoSandbox.onlyInTheWorkspace(Path.of(input.target()));
    } else {
      // Without namespaces a mount is a copy of the job's own: it cannot change the store.
      make(work, EntryPath.of(work.relativize(target).toString()));
      restore(new StoredManifestTree(blobs, input.manifest()), input.below(), target);
    }
  }

  /// Makes a directory of the workspace; a link that was uploaded leads nowhere.
  private static void make(Path work, EntryPath folder) throws IOException {
    try (Folders folders = new Folders(DirectoryHandle.open(work))) {
      folders.at(folder);
    } catch (NotDirectoryException e) {
      throw new C3Exception(
              ErrorCode.INVALID,
              "`" + folder + "` cannot be a folder: a file or link is in the way")
          .causedBy(e);
    }
  }

  private void restore(StoredManifestTree tree, EntryPath below, Path directory)
      throws IOException {
    Files.createDirectories(directory);
    DownloadResult result =
        downloader.download(
            tree,
            below,
            new Downloader.Target(directory, Downloader.Others.LEFTOVER),
            Progress.NONE);
    if (!result.complete()) {
      throw lost("", result.lost().getFirst());
    }
  }

  /// A file that a job needs cannot be had.
  ///
  /// @param of what to say before its path
  static C3Exception lost(String of, DownloadResult.Loss file) {
    return new C3Exception(
        ErrorCode.CORRUPTED,
        of + file.path() + ": " + file.why(),
        Optional.of("c3 check says what else is damaged, and uploading the same again mends it"));
  }
}
