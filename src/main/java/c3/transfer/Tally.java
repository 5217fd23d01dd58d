package c3.transfer;

import c3.model.Entry;
import c3.model.EntryPath;
import java.util.ArrayList;
import java.util.List;

/// Counts what a download did, and tells who listens. Safe for many threads.
final class Tally {
  private final Progress progress;
  private final List<DownloadResult.Loss> lost = new ArrayList<>();
  private final List<EntryPath> kept = new ArrayList<>();
  private long files;
  private long bytes;
  private long downloaded;

  Tally(Progress progress) {
    this.progress = progress;
  }

  synchronized void found(Entry.File file) {
    files++;
    bytes += file.sizeBytes();
    progress.found(file);
  }

  /// A file that was there already, and right.
  void there(Entry.File file) {
    progress.on(new Progress.Event.Moved(file.sizeBytes()));
    progress.on(new Progress.Event.Finished(file.path(), file.sizeBytes()));
  }

  /// Hears how a file comes.
  FileProgress coming(Entry.File file) {
    return new FileProgress(progress, file);
  }

  synchronized void downloaded(Entry.File file) {
    downloaded++;
    progress.on(new Progress.Event.Finished(file.path(), file.sizeBytes()));
  }

  /// Something of that name was there and was left alone.
  synchronized void kept(EntryPath path) {
    kept.add(path);
  }

  synchronized void lost(EntryPath path, String why) {
    lost.add(new DownloadResult.Loss(path, why));
  }

  synchronized DownloadResult result() {
    return new DownloadResult(
        files, bytes, downloaded, lost.stream().sorted(Tally::byPath).toList(), kept);
  }

  private static int byPath(DownloadResult.Loss one, DownloadResult.Loss other) {
    return one.path().compareTo(other.path());
  }
}
