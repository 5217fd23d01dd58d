package c3.agent;

import c3.agent.script.RunningScript;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/// Ends a job's script, once, for the first reason that comes, or a graver one behind it. Safe for
/// many threads; a script that starts after it was thrown is stopped at once.
final class StopSwitch {
  private Why why = Why.NOT_STOPPED;
  private Duration grace = Duration.ZERO;
  private Optional<RunningScript> script = Optional.empty();

  /// Why a script was ended; the later the graver.
  enum Why {
    NOT_STOPPED,
    TIME_LIMIT,
    CANCELED,
    /// The server has ended the job.
    JOB_ENDED,
    /// The lease is another's by now.
    STALE
  }

  synchronized Why why() {
    return why;
  }

  synchronized boolean isStopped() {
    return why != Why.NOT_STOPPED;
  }

  /// Throws `C3Exception` when the job was stopped, so that what comes before its script ends too.
  void checkGoesOn() throws C3Exception {
    if (isStopped()) {
      throw new C3Exception(ErrorCode.CONFLICT, "the job was stopped before its script began");
    }
  }

  /// Ends the script: SIGTERM, and SIGKILL after the grace period.
  synchronized void stop(Why reason, Duration graceTime) {
    if (reason.compareTo(why) <= 0) {
      return;
    }
    boolean first = why == Why.NOT_STOPPED || graceTime.compareTo(grace) < 0;
    why = reason;
    grace = graceTime;
    if (first) {
      script.ifPresent(running -> running.stop(graceTime));
    }
  }

  /// The script that is to be stopped.
  synchronized void running(RunningScript started) {
    script = Optional.of(started);
    if (why != Why.NOT_STOPPED) {
      started.stop(grace);
    }
  }
}
