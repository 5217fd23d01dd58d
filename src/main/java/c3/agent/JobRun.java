package c3.agent;

import c3.model.C3Exception;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobState;
import c3.model.Lease;
import c3.model.Software;
import c3.posix.TreeRemoval;
import c3.wire.message.FinishRequest;
import c3.wire.message.LeaseAnswer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Optional;

/// One job on this machine, from its claim to its end. What it must know after a death of the agent
/// is written to the spool before the next step begins:
///
/// 1. CLAIMED is written down, then STAGING is reported, which acknowledges the claim.
/// 2. Workspace and mounts are laid out.
/// 3. RUNNING is reported and written down; the script runs until it ends or is stopped.
/// 4. ENDED is written down with how, then UPLOADING is reported.
/// 5. What the script left is uploaded; the log is brought to its end.
/// 6. The job is finished, in one transaction with the commit of what it left.
/// 7. The spool is deleted, last, and only when the server has said that it has the artifacts.
///
/// A run that cannot go on, whatever the reason, still ends its job. An interrupt, or the end of
/// the agent, leaves everything as a killed agent would: the next agent goes on. One thread runs
/// it; `cancel`, `jobEnded` and `drop` come from the polling thread.
final class JobRun {
  private static final Logger LOG = System.getLogger(JobRun.class.getName());
  private static final JobEnd LOST =
      JobEnd.failed(
          FailureReason.AGENT_LOST,
          "the agent was killed while the job ran; what it had written is kept");

  private final AgentTools tools;
  private final Spool spool;
  private final Job job;
  private final Lease lease;
  private final StopSwitch stop = new StopSwitch();

  /// Whether there may be something that a script wrote.
  private boolean begun;

  private Optional<JobEnd> ended = Optional.empty();

  /// Whether nothing of the job runs, or will.
  private volatile boolean over;

  private volatile boolean endKnown;

  /// @param job as it was claimed
  JobRun(AgentTools tools, Job job) {
    this.tools = tools;
    this.job = job;
    this.lease = job.lease();
    this.spool = tools.spool(job.id());
  }

  Lease lease() {
    return lease;
  }

  /// Somebody wants the job ended: stops the script; what it wrote is kept.
  void cancel() {
    stop.stop(StopSwitch.Why.CANCELED, tools.limits().stopGrace());
  }

  /// Whether it counts among the jobs that the machine runs: not any more when nothing of it runs
  /// and the server knows its end, though it may still be tidied up.
  boolean takesAPlace() {
    return !over || !endKnown;
  }

  /// The server has ended the job: stops the script; what it wrote is attached.
  void jobEnded() {
    endKnown = true;
    stop.stop(StopSwitch.Why.JOB_ENDED, tools.limits().stopGrace());
  }

  /// The lease is another's: stops the script and forgets the job, unless the script has run.
  void drop() {
    stop.stop(StopSwitch.Why.STALE, Duration.ZERO);
  }

  /// Runs a job that was just claimed.
  void runClaimed() throws InterruptedException {
    toItsEnd(this::claim);
  }

  /// Goes on with what an earlier agent process left.
  void runSpooled(SpoolRecord found) throws InterruptedException {
    begun = found.phase() != SpoolRecord.Phase.CLAIMED;
    ended = found.end();
    over = ended.isPresent();
    toItsEnd(() -> resume(found));
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void toItsEnd(Work work) throws InterruptedException {
    try {
      work.run();
    } catch (InterruptedIOException | ClosedByInterruptException e) {
      InterruptedException interrupted = new InterruptedException("the agent is being ended");
      interrupted.initCause(e);
      throw interrupted;
    } catch (IOException | RuntimeException e) {
      breakOff(e);
    }
  }

  /// Nobody else would end the job, but its lease, a minute later and without the reason.
  private void breakOff(Exception why) throws InterruptedException {
    LOG.log(Level.ERROR, lease.job() + " broke off", why);
    drop();
    tools.scripts().endLeft(job);
    over = true;
    String message = "the agent could not go on: " + why.getMessage();
    FailureReason reason = begun ? FailureReason.AGENT_LOST : FailureReason.STAGING_ERROR;
    JobEnd end =
        ended.isPresent() ? ended.get().uploadFailed(message) : JobEnd.failed(reason, message);
    try {
      tools.control().finish(new FinishRequest(lease, end));
      if (!begun) {
        spool.delete();
      }
    } catch (IOException e) {
      LOG.log(Level.ERROR, lease.job() + " could not be ended, its spool stays", e);
    }
  }

  private void claim() throws IOException, InterruptedException {
    if (spool.read().filter(kept -> kept.phase() != SpoolRecord.Phase.CLAIMED).isPresent()) {
      String message = "what an earlier run of it left still lies in " + spool.directory();
      JobEnd end = JobEnd.failed(FailureReason.STAGING_ERROR, message);
      over = true;
      tools.control().finish(new FinishRequest(lease, end));
      return;
    }
    // What lies there is of a claim that was taken back; a workspace is a fresh directory.
    spool.delete();
    SpoolRecord claimed = new SpoolRecord(job, SpoolRecord.Phase.CLAIMED, Optional.empty());
    spool.save(claimed);
    acknowledge(claimed);
  }

  /// Makes the claim binding, and the job run.
  private void acknowledge(SpoolRecord claimed) throws IOException, InterruptedException {
    switch (tools.control().state(lease, new JobState.Staging())) {
      case CANCEL -> endWithNothing(JobEnd.canceled());
      case ENDED, STALE -> spool.delete();
      case CURRENT -> {
        try (JobLog log = tools.openLog(spool, lease)) {
          stageAndRun(claimed, log);
        }
      }
    }
  }

  private void resume(SpoolRecord found) throws IOException, InterruptedException {
    if (found.phase() == SpoolRecord.Phase.CLAIMED) {
      // Nothing of the job's own has run, so it is begun once more, in a fresh workspace and under
      // the same lease. What prepared it may still run.
      tools.scripts().endLeft(job);
      TreeRemoval.remove(spool.work());
      acknowledge(found);
      return;
    }
    try (JobLog log = tools.openLog(spool, lease)) {
      JobConclusion conclusion = new JobConclusion(tools, spool, log);
      switch (found.phase()) {
        case ENDED -> conclusion.conclude(found);
        case KEPT -> conclusion.attach(found);
        case CLAIMED, RUNNING -> {
          // They died with the earlier agent; what is collected must not change any more.
          if (!tools.scripts().endLeft(job)) {
            log.say("a process of this job cannot be killed, and may still write");
          }
          SpoolRecord lost = found.ended(LOST);
          over = true;
          ended = lost.end();
          spool.trySave(lost);
          conclusion.lose(lost);
        }
      }
    }
  }

  private void stageAndRun(SpoolRecord claimed, JobLog log)
      throws IOException, InterruptedException {
    StagedJob staged;
    try {
      staged = withSoftware(tools.staging().stage(claimed.job(), spool, stop), log);
    } catch (C3Exception e) {
      JobEnd end =
          stop.isStopped()
              ? JobEnd.canceled()
              : JobEnd.failed(
                  FailureReason.STAGING_ERROR,
                  "staging: " + e.message() + e.hint().map(hint -> "; " + hint).orElse(""));
      log.say(end.message());
      log.flush(JobConclusion.LOG_PATIENCE);
      endWithNothing(end);
      return;
    }
    SpoolRecord running = claimed.running();
    JobEnd end;
    try (staged) {
      heed(tools.control().state(lease, new JobState.Running()));
      if (stop.isStopped()) {
        endWithNothing(JobEnd.canceled());
        return;
      }
      spool.save(running);
      begun = true;
      end = new ScriptRun(tools, staged, stop, log).run();
    }
    conclude(running.ended(end), log);
  }

  private StagedJob withSoftware(StagedJob staged, JobLog log)
      throws IOException, InterruptedException {
    Optional<Software> software = staged.job().spec().software();
    if (software.isEmpty()) {
      return staged;
    }
    try {
      return switch (software.get()) {
        case Software.Python python -> tools.python().prepare(staged, python, stop, log);
        case Software.Container container -> {
          tools.images().prepare(staged, container, stop, log);
          yield staged;
        }
      };
    } catch (IOException | RuntimeException e) {
      staged.close();
      throw e;
    }
  }

  private void heed(LeaseAnswer answer) {
    switch (answer) {
      case CURRENT -> {}
      case CANCEL -> cancel();
      case ENDED -> jobEnded();
      case STALE -> drop();
    }
  }

  private void conclude(SpoolRecord spooled, JobLog log) throws IOException, InterruptedException {
    ended = spooled.end();
    over = true;
    // A script that filled the disk must not cost its own result: should the agent die as well, the
    // next one only knows that the script ran.
    spool.trySave(spooled);
    JobConclusion conclusion = new JobConclusion(tools, spool, log);
    if (stop.why() == StopSwitch.Why.STALE) {
      conclusion.keepAsAnothers(spooled);
    } else {
      conclusion.conclude(spooled);
    }
  }

  /// Ends a job of which nothing has run.
  private void endWithNothing(JobEnd end) throws IOException {
    over = true;
    tools.control().finish(new FinishRequest(lease, end));
    spool.delete();
  }
}
