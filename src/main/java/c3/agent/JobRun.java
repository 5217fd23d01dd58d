package c3.agent;

import c3.agent.ArtifactUpload.Outcome;
import c3.agent.script.JobProcesses;
import c3.agent.script.RunningScript;
import c3.agent.script.ScriptEnd;
import c3.model.C3Exception;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobState;
import c3.model.Lease;
import c3.transfer.UploadResult;
import c3.wire.message.FinishAnswer;
import c3.wire.message.FinishRequest;
import c3.wire.message.LeaseAnswer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// One job on this machine, from its claim to its end. What it must know after a death of the agent
/// is written to the spool before the next step begins:
///
/// 1. CLAIMED is written down, then STAGING is reported, which acknowledges the claim.
/// 2. Workspace and mounts are laid out.
/// 3. RUNNING is written down and reported; the script runs until it ends or is stopped.
/// 4. ENDED is written down with how, then UPLOADING is reported.
/// 5. What the script left is uploaded; the log is brought to its end.
/// 6. The job is finished, in one transaction with the commit of what it left.
/// 7. The spool is deleted, last, and only when the server has said that it has the artifacts.
///
/// One thread runs it; `cancel`, `jobEnded` and `drop` come from the polling thread.
final class JobRun {
  private static final Logger LOG = System.getLogger(JobRun.class.getName());
  private static final Duration LOG_PATIENCE = Duration.ofSeconds(30);
  private static final int COMMITS_MAX = 5;

  private final AgentTools tools;
  private final Spool spool;
  private final Lease lease;
  private final StopSwitch stop = new StopSwitch();

  JobRun(AgentTools tools, Lease lease) {
    this.tools = tools;
    this.lease = lease;
    this.spool = tools.spool(lease.job());
  }

  Lease lease() {
    return lease;
  }

  /// Somebody wants the job ended: stops the script; what it wrote is kept.
  void cancel() {
    stop.stop(StopSwitch.Why.CANCELED, tools.limits().stopGrace());
  }

  /// The server has ended the job: stops the script; what it wrote is attached.
  void jobEnded() {
    stop.stop(StopSwitch.Why.JOB_ENDED, tools.limits().stopGrace());
  }

  /// The lease is another's: stops the script and forgets the job.
  void drop() {
    stop.stop(StopSwitch.Why.STALE, Duration.ZERO);
  }

  /// Runs a job that was just claimed.
  void runClaimed(Job job) throws IOException, InterruptedException {
    SpoolRecord claimed = new SpoolRecord(job, SpoolRecord.Phase.CLAIMED, Optional.empty());
    spool.save(claimed);
    LeaseAnswer answer = tools.control().state(lease, new JobState.Staging());
    if (answer == LeaseAnswer.CANCEL) {
      endWithNothing(JobEnd.canceled());
    } else if (answer == LeaseAnswer.CURRENT) {
      try (JobLog log = tools.openLog(spool, lease)) {
        stageAndRun(claimed, log);
      }
    } else {
      spool.delete();
    }
  }

  /// Goes on with what an earlier agent process left.
  void runSpooled(SpoolRecord found) throws IOException, InterruptedException {
    try (JobLog log = tools.openLog(spool, lease)) {
      switch (found.phase()) {
        case ENDED -> conclude(found, log);
        case KEPT -> attach(found, log);
        case CLAIMED, RUNNING -> {
          // They died with the earlier agent; what is collected must not change any more.
          JobProcesses.ofJob(lease.job().text()).killAll();
          JobEnd lost =
              JobEnd.failed(
                  FailureReason.AGENT_LOST,
                  OptionalInt.empty(),
                  "the agent was killed while the job ran; what the script had written is kept");
          SpoolRecord ended = found.ended(lost);
          spool.save(ended);
          tools.control().finish(new FinishRequest(lease, lost, Optional.empty()));
          attach(ended, log);
        }
      }
    }
  }

  private void stageAndRun(SpoolRecord claimed, JobLog log)
      throws IOException, InterruptedException {
    StagedJob staged;
    try {
      staged = tools.staging().stage(claimed.job(), spool, stop);
    } catch (C3Exception e) {
      if (stop.why() == StopSwitch.Why.STALE) {
        spool.delete();
        return;
      }
      JobEnd end =
          stop.isStopped()
              ? JobEnd.canceled()
              : JobEnd.failed(
                  FailureReason.STAGING_ERROR, OptionalInt.empty(), "staging: " + e.message());
      log.say(end.message());
      log.flush(LOG_PATIENCE);
      endWithNothing(end);
      return;
    }
    SpoolRecord running = claimed.running();
    JobEnd end;
    try (staged) {
      spool.save(running);
      end = runScript(staged, log);
    }
    if (stop.why() == StopSwitch.Why.STALE) {
      spool.delete();
      return;
    }
    SpoolRecord ended = running.ended(end);
    spool.save(ended);
    conclude(ended, log);
  }

  private JobEnd runScript(StagedJob staged, JobLog log) throws IOException, InterruptedException {
    tools.control().state(lease, new JobState.Running());
    RunningScript script;
    try {
      script = tools.scripts().start(staged, log);
    } catch (C3Exception e) {
      return JobEnd.failed(FailureReason.LAUNCH_ERROR, OptionalInt.empty(), e.message());
    }
    stop.running(script);
    Optional<Duration> limit = staged.job().spec().timeLimit();
    Thread watch =
        Thread.startVirtualThread(
            () -> limit.ifPresent(time -> stop.after(time, tools.limits().stopGrace())));
    try {
      return end(script.await(), limit, log);
    } finally {
      watch.interrupt();
    }
  }

  private JobEnd end(ScriptEnd end, Optional<Duration> limit, JobLog log) throws IOException {
    return switch (end) {
      case ScriptEnd.NotStarted failed ->
          failed.stopped()
              ? stopped(limit)
              : JobEnd.failed(FailureReason.LAUNCH_ERROR, OptionalInt.empty(), failed.message());
      case ScriptEnd.Exited exited -> {
        if (exited.lostBytes() > 0) {
          log.say(exited.lostBytes() + " bytes of this log could not be written down");
        }
        yield exited.stopped() ? stopped(limit) : JobEnd.exited(exited.exitCode());
      }
    };
  }

  private JobEnd stopped(Optional<Duration> limit) {
    return stop.why() == StopSwitch.Why.TIME_LIMIT
        ? JobEnd.timedOut("stopped after its time of " + limit.map(JobRun::clock).orElse("?"))
        : JobEnd.canceled();
  }

  private static String clock(Duration time) {
    return "%02d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }

  /// The script has ended: stores what it left and ends the job.
  private void conclude(SpoolRecord ended, JobLog log) throws IOException, InterruptedException {
    JobEnd end = ended.end().orElseThrow();
    LeaseAnswer answer = tools.control().state(lease, new JobState.Uploading(end));
    switch (answer) {
      case STALE -> spool.delete();
      case ENDED -> attach(ended, log);
      case CURRENT, CANCEL -> store(ended, log, false);
    }
  }

  /// The job has ended without its artifacts: stores what it left and attaches it.
  private void attach(SpoolRecord ended, JobLog log) throws IOException, InterruptedException {
    store(ended, log, true);
  }

  private void store(SpoolRecord ended, JobLog log, boolean attaching)
      throws IOException, InterruptedException {
    JobEnd end = ended.end().orElseThrow();
    for (int attempt = 0; attempt < COMMITS_MAX; attempt++) {
      Outcome outcome =
          tools.upload().upload(ended, spool, tools.uploader(spool), new LoggedProgress(log));
      switch (outcome) {
        case Outcome.Failed failed -> {
          giveUp(ended, log, failed.why(), attaching);
          return;
        }
        case Outcome.Uploaded uploaded -> {
          log.flush(LOG_PATIENCE);
          if (commit(end, uploaded.result(), attaching)) {
            return;
          }
        }
      }
    }
    giveUp(ended, log, "the store lost what was uploaded, again and again", attaching);
  }

  /// Commits an upload; false when it must be uploaded again.
  private boolean commit(JobEnd end, UploadResult result, boolean attaching) throws IOException {
    FinishRequest request =
        new FinishRequest(
            lease,
            end,
            Optional.of(new FinishRequest.Artifacts(result.session(), result.manifest().digest())));
    FinishAnswer answer =
        attaching ? tools.control().attach(request) : tools.control().finish(request);
    return switch (answer) {
      case FinishAnswer.BlobsLost lost -> false;
      case FinishAnswer.Stale stale -> {
        spool.delete();
        yield true;
      }
      case FinishAnswer.Recorded recorded -> {
        // Ended by somebody else meanwhile: what was uploaded is attached instead.
        boolean stored = recorded.job().artifacts().isPresent();
        if (stored) {
          spool.delete();
        }
        yield stored || commit(end, result, true);
      }
    };
  }

  private void giveUp(SpoolRecord ended, JobLog log, String why, boolean attaching)
      throws IOException, InterruptedException {
    String message = "the artifacts could not be stored: " + why;
    LOG.log(Level.WARNING, "{0}: {1}", lease.job(), message);
    log.say(message);
    log.say("they are kept on this machine; try: c3 recover " + lease.job());
    log.flush(LOG_PATIENCE);
    spool.save(ended.kept());
    if (!attaching) {
      JobEnd end = ended.end().orElseThrow().uploadFailed(why);
      tools.control().finish(new FinishRequest(lease, end, Optional.empty()));
    }
  }

  /// Ends a job of which nothing has run.
  private void endWithNothing(JobEnd end) throws IOException {
    tools.control().finish(new FinishRequest(lease, end, Optional.empty()));
    spool.delete();
  }
}
