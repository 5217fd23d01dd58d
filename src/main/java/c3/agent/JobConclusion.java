package c3.agent;

import c3.agent.ArtifactUpload.Outcome;
import c3.model.C3Exception;
import c3.model.JobEnd;
import c3.model.JobState;
import c3.transfer.UploadResult;
import c3.wire.message.FinishAnswer;
import c3.wire.message.FinishRequest;
import c3.wire.message.FinishRequest.Artifacts;
import c3.wire.message.LeaseAnswer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/// What follows the end of a job's script: what it left is stored and the job is ended. The
/// workspace is deleted only after an answer that has the artifacts; whatever else happens, the
/// spool is kept for `c3 recover`. For one thread.
final class JobConclusion {
  /// How long the end of a job waits for the end of its log.
  static final Duration LOG_PATIENCE = Duration.ofSeconds(30);

  private static final Logger LOG = System.getLogger(JobConclusion.class.getName());
  private static final int COMMITS_MAX = 5;

  private final AgentTools tools;
  private final Spool spool;
  private final JobLog log;

  JobConclusion(AgentTools tools, Spool spool, JobLog log) {
    this.tools = tools;
    this.spool = spool;
    this.log = log;
  }

  /// Stores what an ended script left and ends its job.
  void conclude(SpoolRecord ended) throws IOException, InterruptedException {
    orKeep(ended, () -> report(ended));
  }

  private void report(SpoolRecord ended) throws IOException, InterruptedException {
    LeaseAnswer answer;
    try {
      answer = tools.control().state(ended.lease(), new JobState.Uploading(end(ended)));
    } catch (C3Exception e) {
      if (!PatientAgentControl.PASSING.contains(e.code())) {
        throw e;
      }
      giveUp(ended, upload(ended).failed(e), false);
      return;
    }
    switch (answer) {
      case STALE -> keepAsAnothers(ended);
      case ENDED -> attachUnlessStored(ended);
      case CURRENT, CANCEL -> store(ended, false);
    }
  }

  /// Stores what a script left whose job has ended without it.
  void attach(SpoolRecord ended) throws IOException, InterruptedException {
    orKeep(ended, () -> attachUnlessStored(ended));
  }

  /// Ends a job whose script was lost with an earlier agent, then stores what it had written.
  void lose(SpoolRecord lost) throws IOException, InterruptedException {
    orKeep(
        lost,
        () -> {
          FinishRequest request = new FinishRequest(lost.lease(), end(lost));
          if (tools.control().finish(request) instanceof FinishAnswer.Stale) {
            keepAsAnothers(lost);
          } else {
            attachUnlessStored(lost);
          }
        });
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void orKeep(SpoolRecord ended, Work work) throws IOException, InterruptedException {
    try {
      work.run();
    } catch (C3Exception e) {
      keep(ended, "the server refuses it: " + e.message());
    }
  }

  /// Leaves the spool of a lease that another has by now.
  void keepAsAnothers(SpoolRecord ended) {
    keep(ended, "the server says that the job is another's");
  }

  /// Leaves the spool as it is, for a person: nobody will take it.
  private void keep(SpoolRecord ended, String why) {
    LOG.log(Level.WARNING, "{0} is kept in {1}: {2}", ended.job().id(), spool.directory(), why);
    spool.trySave(ended.kept(why));
  }

  /// A commit whose answer was lost needs no second upload.
  private void attachUnlessStored(SpoolRecord ended) throws IOException, InterruptedException {
    FinishAnswer before = tools.control().attach(new FinishRequest(ended.lease(), end(ended)));
    if (before instanceof FinishAnswer.Stale) {
      keepAsAnothers(ended);
    } else if (before instanceof FinishAnswer.Recorded(var job) && job.artifacts().isPresent()) {
      spool.delete();
    } else {
      store(ended, true);
    }
  }

  private ArtifactUpload upload(SpoolRecord ended) {
    return new ArtifactUpload(ended, spool.work(), tools.uploader(spool), tools);
  }

  private void store(SpoolRecord ended, boolean hasEnded) throws IOException, InterruptedException {
    ArtifactUpload upload = upload(ended);
    boolean attaching = hasEnded;
    for (int attempt = 0; attempt < COMMITS_MAX; attempt++) {
      switch (told(ended, upload)) {
        case Outcome.Failed failed -> {
          giveUp(ended, failed, attaching);
          return;
        }
        case Outcome.Uploaded uploaded -> {
          log.flush(LOG_PATIENCE);
          switch (commit(ended, uploaded.result(), attaching)) {
            case STORED -> {
              spool.delete();
              return;
            }
            case STALE -> {
              keepAsAnothers(ended);
              return;
            }
            case BLOBS_LOST -> {}
            case SESSION_GONE -> upload.beginAnew();
            case ENDED_WITHOUT -> {
              // With that answer the server gave up the session.
              upload.beginAnew();
              attaching = true;
            }
          }
        }
      }
    }
    giveUp(
        ended, new Outcome.Failed("the store lost what was uploaded, again and again"), attaching);
  }

  private Outcome told(SpoolRecord ended, ArtifactUpload upload)
      throws IOException, InterruptedException {
    try (ReportedProgress progress =
        new ReportedProgress(tools.control(), ended.lease(), end(ended), new LoggedProgress(log))) {
      return upload.upload(progress.begun());
    }
  }

  private enum Committed {
    STORED,
    /// The store lost something: it is to be uploaded again.
    BLOBS_LOST,
    /// The session ended before the commit.
    SESSION_GONE,
    /// Somebody else ended the job meanwhile, without what it left.
    ENDED_WITHOUT,
    STALE
  }

  private Committed commit(SpoolRecord ended, UploadResult result, boolean attaching)
      throws IOException {
    Artifacts artifacts = new Artifacts(result.session(), result.manifest().digest());
    FinishRequest request = new FinishRequest(ended.lease(), end(ended), Optional.of(artifacts));
    try {
      FinishAnswer answer =
          attaching ? tools.control().attach(request) : tools.control().finish(request);
      return switch (answer) {
        case FinishAnswer.BlobsLost lost -> Committed.BLOBS_LOST;
        case FinishAnswer.Stale stale -> Committed.STALE;
        case FinishAnswer.Recorded recorded ->
            recorded.job().artifacts().isPresent() ? Committed.STORED : Committed.ENDED_WITHOUT;
      };
    } catch (C3Exception e) {
      return switch (e.code()) {
        case SESSION_CLOSED -> Committed.SESSION_GONE;
        case BLOBS_LOST -> Committed.BLOBS_LOST;
        default -> throw e;
      };
    }
  }

  /// Until the server knows, the spool is not marked as kept: should the agent die, the next one
  /// goes on with it, and the job still gets the end that its script had.
  private void giveUp(SpoolRecord ended, Outcome.Failed failed, boolean attaching)
      throws IOException, InterruptedException {
    String message = "its artifacts could not be stored: " + failed.why();
    message.lines().forEach(log::say);
    log.say("try: c3 recover " + ended.job().id());
    log.flush(LOG_PATIENCE);
    if (!attaching) {
      JobEnd end = notStored(end(ended), message);
      tools.control().finish(new FinishRequest(ended.lease(), end));
    }
    keep(ended, message);
  }

  /// The script's own end counts more, but that its files are missing is said in any case.
  private static JobEnd notStored(JobEnd end, String message) {
    JobEnd failed = end.uploadFailed(message);
    return failed.equals(end)
        ? new JobEnd(
            end.status(),
            end.reason(),
            end.exitCode(),
            end.message().isEmpty() ? message : end.message() + "\n" + message)
        : failed;
  }

  private static JobEnd end(SpoolRecord ended) {
    return ended.end().orElseThrow();
  }
}
