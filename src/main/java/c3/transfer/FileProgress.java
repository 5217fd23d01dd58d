package c3.transfer;

import c3.model.Entry;

/// How much of one file has come. What comes again after a failure is not told again.
final class FileProgress {
  private final Progress progress;
  private final Entry.File file;
  private long told;

  FileProgress(Progress progress, Entry.File file) {
    this.progress = progress;
    this.file = file;
  }

  /// @param bytes how many bytes of the file there are by now
  void reached(long bytes) {
    if (told == 0 && bytes < file.sizeBytes()) {
      progress.on(new Progress.Event.Started(file.path(), file.sizeBytes()));
    }
    if (bytes > told) {
      progress.on(new Progress.Event.Moved(bytes - told));
      told = bytes;
    }
  }
}
