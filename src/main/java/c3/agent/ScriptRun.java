package c3.agent;

import c3.agent.script.RunningScript;
import c3.agent.script.ScriptEnd;
import c3.model.FailureReason;
import c3.model.JobEnd;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.OptionalInt;

/// The script of a staged job, from its start to what its end makes of the job. For one thread.
///
/// @param stop ends it, also because of the time that the job may take
record ScriptRun(AgentTools tools, StagedJob staged, StopSwitch stop, JobLog log) {
  /// Runs it. Throws when the agent is being ended: then the script has no end of its own.
  JobEnd run() throws IOException, InterruptedException {
    RunningScript script;
    try {
      script = tools.scripts().start(staged, log);
    } catch (InterruptedIOException | ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      return JobEnd.failed(FailureReason.LAUNCH_ERROR, String.valueOf(e.getMessage()));
    }
    stop.running(script);
    Thread watch =
        Thread.ofVirtual().name("time of " + staged.job().id()).start(this::stopAfterItsTime);
    try {
      return end(script.await());
    } finally {
      watch.interrupt();
    }
  }

  private void stopAfterItsTime() {
    try {
      if (staged.job().spec().timeLimit().isPresent()) {
        tools.pacing().pause(staged.job().spec().timeLimit().get());
        stop.stop(StopSwitch.Why.TIME_LIMIT, tools.limits().stopGrace());
      }
    } catch (InterruptedException e) {
      // The script has ended before its time.
      Thread.currentThread().interrupt();
    }
  }

  private JobEnd end(ScriptEnd end) throws InterruptedException {
    return switch (end) {
      case ScriptEnd.NotStarted failed ->
          failed.stopped()
              ? stopped()
              : JobEnd.failed(FailureReason.LAUNCH_ERROR, failed.message());
      case ScriptEnd.OverLimit over -> {
        sayLost(over.lostBytes());
        log.say(over.message());
        yield JobEnd.failed(
            FailureReason.SCRIPT_ERROR,
            OptionalInt.of(ScriptEnd.OverLimit.EXIT_CODE),
            over.message());
      }
      case ScriptEnd.Exited exited -> {
        sayLost(exited.lostBytes());
        yield exited.stopped() ? stopped() : JobEnd.exited(exited.exitCode());
      }
    };
  }

  private void sayLost(long bytes) {
    if (bytes > 0) {
      log.say(bytes + " bytes of this log could not be written down");
    }
  }

  private JobEnd stopped() throws InterruptedException {
    return switch (stop.why()) {
      // Nobody wanted that: it was killed because the agent is on its way out.
      case NOT_STOPPED -> throw new InterruptedException("the agent is being ended");
      case TIME_LIMIT ->
          JobEnd.timedOut(
              "stopped after its time of " + clock(staged.job().spec().timeLimit().orElseThrow()));
      case CANCELED, JOB_ENDED, STALE -> JobEnd.canceled();
    };
  }

  private static String clock(Duration time) {
    return "%02d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }
}
