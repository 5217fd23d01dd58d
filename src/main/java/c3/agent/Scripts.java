package c3.agent;

import c3.agent.script.OutputSink;
import c3.agent.script.RunningScript;
import java.io.IOException;

/// Starts the script of a staged job, closed in as the machine allows.
interface Scripts {
  /// Returns when the script was spawned. Throws `C3Exception` when this machine cannot.
  RunningScript start(StagedJob job, OutputSink output) throws IOException;
}
