package c3.transfer;

import c3.model.EntryPath;
import c3.view.ManifestTree;
import java.io.IOException;
import java.nio.file.Path;

/// Moves a part of a manifest onto a disk.
public interface Downloader {
  /// Restores what lies below `below` into a directory, made as needed: contents, exec bit, mtime,
  /// links as links, empty directories. Every file is verified before it gets its final name;
  /// nothing is written through a symbolic link or outside the directory. Repeatable: what is there
  /// and right is not fetched again. A damaged or missing blob is listed in the result and the rest
  /// restored.
  DownloadResult download(ManifestTree tree, EntryPath below, Target target, Progress progress)
      throws IOException;

  /// Where to.
  ///
  /// @param directory the root of what is restored
  /// @param overwrite whether a file that is there with other content is replaced rather than kept
  record Target(Path directory, boolean overwrite) {}
}
