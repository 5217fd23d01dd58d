package c3.server.logs;

import c3.log.BoundedLog;
import c3.log.LogBounds;
import c3.server.schedule.Bell;
import java.io.IOException;
import java.nio.file.Path;

/// A job's log while somebody uses it.
final class OpenLog {
  final BoundedLog script;
  final Remarks remarks;
  final Bell bell = new Bell();

  /// How many use it; guarded by whoever keeps the open logs.
  int users;

  OpenLog(Path folder, LogBounds bounds) throws IOException {
    script = BoundedLog.open(folder, bounds);
    remarks = new Remarks(folder.resolve("remarks"));
  }
}
