package c3.cli.command;

import c3.cli.terminal.Amounts;
import c3.cli.terminal.Output;
import c3.model.EntryPath;
import c3.transfer.DownloadResult;
import java.util.List;

/// Names the files of a download that are not here as they are stored.
final class DownloadTroubles {
  /// What to do about files that could not be had.
  static final String MEND =
      "  try: c3 check, which says what else is damaged; uploading the same content again mends it";

  private static final int NAMED_MAX = 10;

  private DownloadTroubles() {}

  /// @param whyKept what stands behind the name of a file that was here with other content
  static void tell(DownloadResult result, String whyKept, Output output) {
    List<EntryPath> kept = result.kept();
    kept.stream().limit(NAMED_MAX).forEach(path -> output.warning(path + whyKept));
    if (kept.size() > NAMED_MAX) {
      output.warning("and " + Amounts.files(kept.size() - NAMED_MAX) + " more");
    }
    result.lost().forEach(loss -> output.error(loss.path() + ": " + loss.why()));
  }
}
