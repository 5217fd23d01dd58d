package c3.cli.command;

import c3.cli.command.Connector.Connection;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Output;
import c3.cli.terminal.ProgressLine;
import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.Limits;
import c3.model.ManifestSummary;
import c3.store.BlobStore;
import c3.transfer.DownloadResult;
import c3.transfer.Downloader;
import c3.transfer.Downloader.Others;
import c3.transfer.TreeDownloader;
import c3.view.ManifestTree;
import c3.view.StoredManifestTree;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// Brings one job's artifacts into `./<job id>/`.
///
/// 1. Restore into `.<job id>.part/`, where an interrupted pull left off.
/// 2. Rename it to `<job id>/`, last: "here" means that this folder exists.
///
/// A folder that is here already is completed in place. When something was lost the folder keeps
/// its `.part` name, so that nobody takes it for whole.
final class JobPull {
  private final Context context;
  private final Connection server;
  private final Path here;
  private final boolean force;

  JobPull(Context context, Connection server, Path here, boolean force) {
    this.context = context;
    this.server = server;
    this.here = here;
    this.force = force;
  }

  /// What was pulled, and where it lies.
  record Pulled(Job job, Path directory, DownloadResult result) {}

  /// Brings it; absent when the job left nothing, not even a link or an empty folder: then no
  /// folder is made.
  Optional<Pulled> pull(Job job) throws IOException {
    Path whole = here.resolve(job.id().text());
    boolean isHere = Files.isDirectory(whole, LinkOption.NOFOLLOW_LINKS);
    if (!isHere && Files.exists(whole, LinkOption.NOFOLLOW_LINKS)) {
      throw new C3Exception(
          ErrorCode.CONFLICT,
          whole + " is in the way: it is not a folder",
          Optional.of("mv " + job.id() + " " + job.id() + ".old"));
    }
    ManifestSummary kept = job.artifacts().orElseThrow();
    BlobStore blobs = server.blobs(kept);
    ManifestTree tree = new StoredManifestTree(blobs, kept);
    if (!isHere && isEmpty(tree, kept)) {
      return Optional.empty();
    }
    Path target = isHere ? whole : here.resolve("." + job.id() + ".part");
    Downloader downloader = TreeDownloader.forPeople(blobs, Limits.STANDARD, Workloads.threads());
    DownloadResult result;
    try (ProgressLine progress = new ProgressLine(context.output(), "pulling");
        Interrupts _ =
            Interrupts.saying(
                progress,
                context.output(),
                "stopped pulling; what has come so far lies in " + shown(target) + "/",
                "  go on   c3 pull " + job.id())) {
      result =
          DownloadRoom.checked(
              target,
              "c3 pull " + job.id(),
              () ->
                  downloader.download(
                      tree,
                      EntryPath.ROOT,
                      new Downloader.Target(
                          target, isHere ? Others.unlessForced(force) : Others.LEFTOVER),
                      progress));
    }
    if (isHere || !result.complete()) {
      return Optional.of(new Pulled(job, target, result));
    }
    rename(target, whole);
    return Optional.of(new Pulled(job, whole, result));
  }

  /// A manifest counts only its files, and is looked into only where there are none.
  private static boolean isEmpty(ManifestTree tree, ManifestSummary kept) throws IOException {
    return kept.files() == 0 && tree.list(EntryPath.ROOT, EntryPath.ROOT, 1).nodes().isEmpty();
  }

  private static void rename(Path part, Path whole) throws IOException {
    try {
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      // Another pull of the same job was faster: what it left is the same.
    } catch (NoSuchFileException e) {
      // It was faster and took this draft with it.
      if (!Files.isDirectory(whole, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
    }
  }

  void tell(Pulled pulled) {
    Output output = context.output();
    DownloadResult result = pulled.result();
    String where = shown(pulled.directory()) + "/";
    output.result(
        where
            + "   "
            + (result.complete()
                ? ""
                : Amounts.count(result.files() - result.lost().size()) + " of ")
            + Amounts.files(result.files())
            + ", "
            + Amounts.size(result.bytes())
            + (result.downloaded() < result.files()
                ? ", " + Amounts.count(result.downloaded()) + " downloaded now"
                : ""));
    DownloadTroubles.tell(result, " was changed here and is left as it is (--force)", output);
    if (!result.complete()) {
      output.note("  the rest is in " + where + "; the next pull tries again");
      output.note(DownloadTroubles.MEND);
    }
  }

  private Path shown(Path path) {
    return path.startsWith(here) ? here.relativize(path) : path;
  }
}
