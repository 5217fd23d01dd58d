package c3.transfer;

import c3.model.EntryPath;
import c3.view.ManifestTree;
import java.io.IOException;
import java.nio.file.Path;

/// Moves a part of a manifest onto a disk.
public interface Downloader {
  /// Restores what lies below `below` into a directory, made as needed: contents, exec bit, mtime,
  /// links as links, empty directories. Every byte is verified before its file has its final name;
  /// nothing is written through a symbolic link or outside the directory. Repeatable: what is there
  /// and right is not fetched again. A damaged or missing blob is listed in the result and the rest
  /// restored.
  DownloadResult download(ManifestTree tree, EntryPath below, Target target, Progress progress)
      throws IOException;

  /// Where to.
  ///
  /// @param directory the root of what is restored
  /// @param others what becomes of a file that is there with other content
  record Target(Path directory, Others others) {}

  /// What becomes of a file that stands where one is restored, with other content.
  enum Others {
    /// It is somebody's, and stays.
    KEPT,
    /// The restored file takes its name.
    REPLACED,
    /// The same, and nobody looks before all is there: the whole directory is c3's own draft. A
    /// process that dies may leave a file in it that is not whole, which the next call replaces.
    LEFTOVER;

    /// What becomes of a person's file.
    public static Others unlessForced(boolean force) {
      return force ? REPLACED : KEPT;
    }
  }
}
