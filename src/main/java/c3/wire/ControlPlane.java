package c3.wire;

import c3.model.HardwareProfile;
import c3.model.Job;
import c3.model.JobId;
import c3.model.JobSpec;
import c3.wire.message.CommitAnswer;
import c3.wire.message.JobsRequest;
import c3.wire.message.ListRequest;
import c3.wire.message.Listing;
import c3.wire.message.Located;
import c3.wire.message.LogSlice;
import c3.wire.message.PublishRequest;
import c3.wire.message.ServerStatus;
import c3.wire.message.SubmitRequest;
import c3.wire.message.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// What a person's client asks of c3, on behalf of one account. Every call is repeatable. Throws
/// `C3Exception`: NOT_FOUND with the nearest existing ones as a hint, INVALID, UNAUTHORIZED,
/// UNAVAILABLE when nobody answers.
public interface ControlPlane {
  /// Commits an uploaded workspace.
  CommitAnswer publish(PublishRequest request) throws IOException;

  /// Throws what `submit` would now, whatever the workspace; asked before that is uploaded.
  void check(JobSpec spec) throws IOException;

  /// Resolves the mounts and queues a job; durable when it returns. Refused, before anything is
  /// queued, when no machine could run it as asked.
  Job submit(SubmitRequest request) throws IOException;

  /// A job by its id or a prefix that fits one job only.
  Job find(String idOrPrefix) throws IOException;

  /// Jobs, newest first.
  List<Job> list(JobsRequest request) throws IOException;

  /// Ends a job: at once while it waits, else the agent stops it. A job that has ended by itself
  /// keeps its end; CONFLICT from UPLOADING on.
  Job cancel(JobId id) throws IOException;

  /// Has the agent that keeps a job's spool upload it once more, and waits up to `patience` for the
  /// artifacts. The job without them: the order stands, and the agent has not come to its end yet.
  /// CONFLICT when the job has its artifacts or has not ended, and when the agent cannot do it,
  /// which says why.
  Job recover(JobId id, Duration patience) throws IOException;

  /// Reads a log from an offset, waiting up to `patience` for something to come.
  LogSlice log(JobId id, long from, Duration patience) throws IOException;

  /// What lies at a data path.
  Listing list(ListRequest request) throws IOException;

  /// The manifest behind a data path that leads into one.
  Located locate(String path) throws IOException;

  /// What data paths take up together, or with no path everything the account keeps.
  Usage usage(List<String> paths) throws IOException;

  /// Deletes the artifacts that a data path names, or says what that would free.
  ///
  /// @param dryRun whether to only say it
  Usage remove(String path, boolean dryRun) throws IOException;

  /// What jobs can run on; the first is what a job gets that asks for nothing.
  List<HardwareProfile> profiles() throws IOException;

  /// The server itself.
  ServerStatus status() throws IOException;

  /// Ends the server, once no job is running; CONFLICT naming them otherwise. Forced: cancels them
  /// and waits for what is being uploaded.
  void stop(boolean force) throws IOException;
}
