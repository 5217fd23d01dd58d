package c3.transfer;

import c3.model.EntryPath;
import java.util.List;

/// What a download did.
///
/// @param files how many regular files the tree has
/// @param bytes the sum of their sizes
/// @param downloaded how many of the files were written now, not there already
/// @param lost the files that could not be had, with the reason; nothing of these has a final name
/// @param kept the files that were there with other content and were left alone
public record DownloadResult(
    long files, long bytes, long downloaded, List<Loss> lost, List<EntryPath> kept) {
  public DownloadResult {
    lost = List.copyOf(lost);
    kept = List.copyOf(kept);
  }

  /// A file that could not be had.
  public record Loss(EntryPath path, String why) {}

  /// Whether everything is there.
  public boolean complete() {
    return lost.isEmpty();
  }
}
