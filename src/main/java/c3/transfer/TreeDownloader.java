package c3.transfer;

import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.Limits;
import c3.posix.DirectoryHandle;
import c3.store.BlobStore;
import c3.view.ManifestTree;
import java.io.IOException;
import java.nio.file.Files;

/// Restores a part of a manifest into a directory.
///
/// 1. Walk the entries in manifest order, in batches of bounded size.
/// 2. Of each batch, make the directories and look at what is there: a file that is right stays.
/// 3. Bring the others, several at once, while the next batch is looked at: from the store's own
///    disk where that is shared, in one reading for small ones that lie side by side, streamed for
///    large ones. Each is verified, then gets its name.
/// 4. If there are links, walk once more and make them, so that no link can be in the way of a
///    file.
///
/// Everything is reached through open directories, so that no link leads out of the target. Nothing
/// is forced to the disk: what a machine's crash loses is noticed and fetched again by the next
/// call, and the store still has it.
public final class TreeDownloader implements Downloader {
  private final BlobStore blobs;
  private final Limits limits;
  private final Threads threads;
  private final Placement placement;

  private TreeDownloader(BlobStore blobs, Limits limits, Threads threads, Placement placement) {
    this.blobs = blobs;
    this.limits = limits;
    this.threads = threads;
    this.placement = placement;
  }

  /// For a person: files of their own, which they may change.
  public static TreeDownloader forPeople(BlobStore blobs, Limits limits, Threads threads) {
    return new TreeDownloader(blobs, limits, threads, new CopyPlacement(0666, 0777));
  }

  /// For mounts: files that nobody may change, large ones as further names of the store's own
  /// objects where that is possible.
  public static TreeDownloader forMounts(BlobStore blobs, Limits limits, Threads threads) {
    Placement linking = new LinkPlacement(new CopyPlacement(0444, 0555));
    return new TreeDownloader(blobs, limits, threads, linking);
  }

  @Override
  public DownloadResult download(
      ManifestTree tree, EntryPath below, Target target, Progress progress) throws IOException {
    Files.createDirectories(target.directory());
    Tally tally = new Tally(progress);
    try (Folders folders = new Folders(DirectoryHandle.open(target.directory()));
        FileBringer bringer = new FileBringer(blobs, placement, tally, threads)) {
      Restoration restoration = new Restoration(folders, bringer, tally, limits, target.others());
      tree.walk(below, entry -> restoration.add(entry, relative(below, entry)));
      restoration.finishFiles();
      if (restoration.hasLinks()) {
        tree.walk(
            below,
            entry -> {
              if (entry instanceof Entry.Link link) {
                restoration.link(link, relative(below, entry));
              }
            });
      }
    }
    return tally.result();
  }

  /// Where an entry goes below the target: a single file keeps its name.
  private static EntryPath relative(EntryPath below, Entry entry) {
    return entry.path().below(entry.path().equals(below) ? below.parent() : below);
  }
}
