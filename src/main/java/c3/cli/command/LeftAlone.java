package c3.cli.command;

import c3.cli.terminal.Amounts;
import c3.cli.terminal.Output;
import c3.model.EntryPath;
import java.util.List;

/// Names the files that a download found here with other content and left alone.
final class LeftAlone {
  private static final int NAMED_MAX = 10;

  private LeftAlone() {}

  /// @param why what stands behind a name
  static void tell(List<EntryPath> kept, String why, Output output) {
    kept.stream().limit(NAMED_MAX).forEach(path -> output.warning(path + why));
    if (kept.size() > NAMED_MAX) {
      output.warning("and " + Amounts.files(kept.size() - NAMED_MAX) + " more");
    }
  }
}
