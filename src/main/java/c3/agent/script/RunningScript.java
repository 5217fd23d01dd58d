package c3.agent.script;

import c3.agent.script.ScriptEnd.Exited;
import c3.agent.script.ScriptEnd.NotStarted;
import c3.agent.script.ScriptEnd.OverLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A script that was started. Its end is the end of its first process; whatever that leaves behind
/// is killed then, and the output read to its end, before the end is reported.
public final class RunningScript {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int KILLS_MAX = 250;
  private static final int KILLED = 128 + 9;
  private static final int COMPLAINT_BYTES_MAX = 4096;

  private final Process process;
  private final Containment containment;
  private final JobProcesses processes;
  private final Confinement confinement;
  private final OutputPump output;
  private final ThreadFactory threads;
  private final FutureTask<ScriptEnd> end = new FutureTask<>(this::watch);

  private volatile boolean stopped;
  private volatile boolean killed;

  private RunningScript(
      Process process, Started started, OutputPump output, ThreadFactory threads) {
    Launch launch = started.launch();
    this.process = process;
    this.containment = launch.containment();
    this.processes = JobProcesses.of(launch, process.pid());
    this.confinement = started.confinement();
    this.output = output;
    this.threads = threads;
  }

  /// What was started.
  record Started(Launch launch, Confinement confinement) {}

  static RunningScript begin(
      Process process, Started started, OutputPump output, ThreadFactory threads) {
    RunningScript script = new RunningScript(process, started, output, threads);
    output.begin();
    threads.newThread(script.end).start();
    return script;
  }

  /// Waits for the end: the script has ended, no process of the job is left that can be found and
  /// killed, and the sink has all of its output. Repeatable, from any thread; interrupting a waiter
  /// changes nothing for the script.
  public ScriptEnd await() throws InterruptedException, IOException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw unseen(e);
    }
  }

  /// Waits for the end, as [#await()], but no longer than this.
  public Optional<ScriptEnd> await(Duration timeout) throws InterruptedException, IOException {
    try {
      return Optional.of(end.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw unseen(e);
    }
  }

  private static IOException unseen(ExecutionException failure) {
    return new IOException("the end of a script could not be seen to", failure.getCause());
  }

  /// Asks every process of the script to end (SIGTERM, once), and kills them all when they have not
  /// ended after the grace period. Returns at once. Repeatable: a later call may shorten the grace
  /// period. Changes nothing when the script has ended.
  public void stop(Duration grace) {
    threads.newThread(() -> stopWithin(grace)).start();
  }

  private void stopWithin(Duration grace) {
    Duration left = grace;
    // A script that has yet to come up has no process that the signal could reach.
    while (!terminate() && left.isPositive()) {
      if (endsWithin(POLL)) {
        return;
      }
      left = left.minus(POLL);
    }
    if (!left.isPositive() || !endsWithin(left)) {
      kill();
    }
  }

  /// Sends SIGTERM unless that was done before. Returns whether any process was there to get it.
  private synchronized boolean terminate() {
    if (stopped) {
      return true;
    }
    List<ProcessHandle> script =
        switch (containment) {
          case PID_NAMESPACE -> belowPidOne();
          case SESSION -> everyProcess();
          case CONTAINER -> processes.findDescendantsElsewhere();
        };
    for (ProcessHandle one : script) {
      stopped |= one.destroy();
    }
    return stopped;
  }

  /// SIGTERM to the sandbox never reaches the script, and pid 1 of a namespace ignores it.
  private List<ProcessHandle> belowPidOne() {
    return process.children().flatMap(ProcessHandle::descendants).toList();
  }

  private List<ProcessHandle> everyProcess() {
    return Stream.of(
            Stream.of(process.toHandle()), process.descendants(), processes.find().stream())
        .flatMap(some -> some)
        .distinct()
        .toList();
  }

  /// Kills every process of the script and waits until the first one has ended; repeats, because
  /// more may come up meanwhile. Gives up on what cannot be killed.
  void kill() {
    for (int i = 0; i < KILLS_MAX && process.isAlive(); i++) {
      stopped = true;
      killed = true;
      destroy();
      endsWithin(POLL);
    }
  }

  private void destroy() {
    List<ProcessHandle> pidOne = process.children().toList();
    if (containment == Containment.PID_NAMESPACE && !pidOne.isEmpty()) {
      pidOne.forEach(ProcessHandle::destroyForcibly);
    } else {
      everyProcess().forEach(ProcessHandle::destroyForcibly);
    }
  }

  boolean hasEnded() {
    return end.isDone();
  }

  private boolean endsWithin(Duration time) {
    try {
      return process.waitFor(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private ScriptEnd watch() throws InterruptedException, IOException {
    int exitCode = waitFor();
    boolean gone = processes.killAll();
    Optional<String> exceeded = confinement.end();
    output.finish();
    if (!gone) {
      output.say("[c3: a process of this job cannot be killed, and may still write]");
    }
    if (exceeded.isPresent() && !stopped) {
      return new OverLimit(exceeded.get(), output.lostBytes());
    }
    // A sandbox whose pid 1 was killed does not always say so in its own exit code.
    return output.begun()
        ? new Exited(killed ? KILLED : exitCode, stopped, output.lostBytes())
        : new NotStarted(complaint(exitCode), stopped);
  }

  /// A script that went over a bound lost one process or more: it is not left to go on without.
  private int waitFor() throws InterruptedException {
    if (!confinement.isBounded()) {
      return process.waitFor();
    }
    while (!process.waitFor(LOOK)) {
      if (confinement.isExceeded()) {
        destroy();
      }
    }
    return process.exitValue();
  }

  private String complaint(int exitCode) throws IOException {
    byte[] early = process.getInputStream().readNBytes(COMPLAINT_BYTES_MAX);
    String text = (new String(early, StandardCharsets.UTF_8) + output.preamble()).strip();
    return text.isEmpty()
        ? "the sandbox ended with exit code " + exitCode + " before the script began"
        : String.join("; ", text.lines().map(String::strip).toList());
  }
}
