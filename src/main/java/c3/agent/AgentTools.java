package c3.agent;

import c3.model.JobId;
import c3.model.Lease;
import c3.model.Limits;
import c3.transfer.Uploader;
import c3.wire.AgentControl;
import c3.wire.retry.Pause;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/// What every job of an agent works with.
///
/// @param control the server, asked until it answers
/// @param python makes the environments of jobs that want one
/// @param images finds the images of jobs that name one
/// @param uploaders makes an uploader that uses a directory of the job's spool
record AgentTools(
    AgentSettings settings,
    AgentControl control,
    Staging staging,
    Scripts scripts,
    PythonEnvironments python,
    Images images,
    Function<Path, Uploader> uploaders,
    Pause pacing) {
  Limits limits() {
    return settings.limits();
  }

  /// Where spools lie.
  Path jobs() {
    return settings.directory().resolve("jobs");
  }

  Spool spool(JobId job) {
    return Spool.of(jobs(), job);
  }

  JobLog openLog(Spool spool, Lease lease) throws IOException {
    return JobLog.open(spool.log(), limits(), lease, control, pacing);
  }

  Uploader uploader(Spool spool) {
    return uploaders.apply(spool.upload());
  }
}
