package c3.agent;

import c3.agent.machine.SharedMachine;
import c3.agent.sandbox.Sandbox;
import c3.agent.script.ScriptRunner;
import c3.model.C3Exception;
import c3.model.Hardware;
import c3.model.Job;
import c3.model.JobId;
import c3.model.Lease;
import c3.model.MountSupport;
import c3.model.Software;
import c3.store.BlobStore;
import c3.transfer.Threads;
import c3.wire.AgentControl;
import c3.wire.message.PollAnswer;
import c3.wire.message.PollRequest;
import c3.wire.retry.Pause;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Runs jobs on this machine until it is told to stop.
///
/// 1. Goes on with every spool that an earlier agent left.
/// 2. Polls: takes on jobs while slots are free, hears of cancels, renews what it holds.
/// 3. Each job runs on a thread of its own, as `JobRun`.
///
/// A server that does not answer changes nothing for the jobs that run. An agent with nothing to do
/// ends itself when no server has answered for `IDLE_TIME`: the next one starts it again.
public final class Agent {
  private static final Logger LOG = System.getLogger(Agent.class.getName());
  private static final Duration IDLE_TIME = Duration.ofSeconds(60);
  private static final Duration END_TIME = Duration.ofSeconds(5);

  private final AgentTools tools;
  private final MountSupport mounts;
  private final Optional<Hardware> hardware;
  private final Map<JobId, Started> runs = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  /// The server, as an agent reaches it.
  ///
  /// @param control asked once a call; the agent itself repeats what must not be lost
  /// @param blobs repeats by itself what meets nobody, for a while
  public record Server(AgentControl control, BlobStore blobs) {}

  /// The machine that jobs run on.
  public record Machine(ScriptRunner runner, Sandbox sandbox, SharedMachine shared) {}

  /// What an agent needs of the machine's time, threads and chance.
  ///
  /// @param names gives a fresh name each time
  public record Resources(
      Threads threads, Pause pause, InstantSource clock, Supplier<UUID> names) {}

  /// Wires an agent.
  public static Agent on(
      AgentSettings settings, Server server, Machine machine, Resources resources) {
    return new Agent(
        AgentTools.of(settings, server, machine, resources),
        machine.sandbox().mounts(),
        Optional.of(machine.shared().hardware()));
  }

  Agent(AgentTools tools, MountSupport mounts, Optional<Hardware> hardware) {
    this.tools = tools;
    this.mounts = mounts;
    this.hardware = hardware;
  }

  /// Runs until `stop` is called or there is nobody to work for.
  public void run() throws IOException, InterruptedException {
    try {
      resumeSpools();
      poll();
    } finally {
      endRuns();
    }
  }

  private void poll() throws IOException, InterruptedException {
    Backoff backoff = new Backoff(tools.pacing());
    long answered = tools.pacing().nanos();
    while (!stopped) {
      try {
        act(tools.control().poll(request()));
        answered = tools.pacing().nanos();
        backoff.reset();
      } catch (C3Exception e) {
        LOG.log(Level.DEBUG, "polling: {0}", e.message());
        if (runs.isEmpty() && tools.pacing().nanos() - answered > IDLE_TIME.toNanos()) {
          LOG.log(Level.INFO, "no server has answered for {0}: ending", IDLE_TIME);
          return;
        }
        backoff.pause();
      }
    }
  }

  /// Takes on nothing more and returns from `run` after the poll that is under way.
  public void stop() {
    stopped = true;
  }

  private PollRequest request() {
    List<Lease> holding = runs.values().stream().map(started -> started.run().lease()).toList();
    long taken = runs.values().stream().map(Started::run).filter(JobRun::takesAPlace).count();
    int free = Math.max(0, tools.settings().slots() - (int) taken);
    return new PollRequest(
        tools.settings().name(),
        holding,
        free,
        mounts,
        hardware,
        installed(),
        tools.limits().pollTime());
  }

  /// Looked for each time, so that what somebody installs is known at once.
  private Set<String> installed() {
    Set<String> installed = new HashSet<>();
    tools.python().uv().ifPresent(_ -> installed.add(Software.Python.UV));
    tools.images().engine().ifPresent(_ -> installed.add(Software.Container.ENGINE));
    return installed;
  }

  private void act(PollAnswer answer) {
    for (Job job : answer.assigned()) {
      begin(new JobRun(tools, job), JobRun::runClaimed);
    }
    answer.cancel().forEach(id -> find(id).ifPresent(JobRun::cancel));
    answer.ended().forEach(lease -> find(lease.job()).ifPresent(JobRun::jobEnded));
    answer.stale().forEach(lease -> find(lease.job()).ifPresent(JobRun::drop));
    for (JobId id : answer.recover()) {
      if (!runs.containsKey(id)) {
        recover(id);
      }
    }
  }

  /// Uploads what is kept of a job once more; whoever asked for it hears when that fails.
  private void recover(JobId id) {
    Spool spool = tools.spool(id);
    Optional<SpoolRecord> kept;
    try {
      kept = spool.read();
    } catch (IOException e) {
      notRecovered(id, String.valueOf(e.getMessage()));
      return;
    }
    if (kept.isEmpty()) {
      notRecovered(id, "nothing of it is left on the machine of agent " + tools.settings().name());
      return;
    }
    begin(
        new JobRun(tools, kept.get().job()),
        run -> {
          run.runSpooled(kept.get());
          read(spool).flatMap(SpoolRecord::why).ifPresent(why -> notRecovered(id, why));
        });
  }

  private void notRecovered(JobId id, String why) {
    try {
      tools.control().notRecovered(id, why);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} could not be recovered ({1}), and nobody heard of it", id, why);
    }
  }

  private Optional<JobRun> find(JobId id) {
    return Optional.ofNullable(runs.get(id)).map(Started::run);
  }

  private void resumeSpools() throws IOException {
    for (Spool spool : Spool.all(tools.jobs())) {
      read(spool)
          .filter(found -> found.phase() != SpoolRecord.Phase.KEPT)
          .ifPresent(found -> begin(new JobRun(tools, found.job()), run -> run.runSpooled(found)));
    }
  }

  /// One spool that cannot be read must not keep the agent from all the others: it stays, for a
  /// person to look at.
  private static Optional<SpoolRecord> read(Spool spool) {
    try {
      Optional<SpoolRecord> found = spool.read();
      if (found.isEmpty()) {
        // Killed before the claim was written down: nothing has run.
        spool.delete();
      }
      return found;
    } catch (IOException e) {
      LOG.log(Level.ERROR, spool.directory() + " is left alone", e);
      return Optional.empty();
    }
  }

  private interface Work {
    void on(JobRun run) throws InterruptedException;
  }

  /// A run and its thread.
  private record Started(JobRun run, Thread thread) {}

  private void begin(JobRun run, Work work) {
    JobId job = run.lease().job();
    Thread thread =
        Thread.ofVirtual()
            .name(job.text())
            .unstarted(() -> {
              try {
                work.on(run);
              } catch (InterruptedException e) {
                LOG.log(Level.INFO, "{0} is left to the next agent", job);
              } finally {
                runs.remove(job);
              }
            });
    if (runs.putIfAbsent(job, new Started(run, thread)) == null) {
      thread.start();
    }
  }

  /// Each run leaves its spool as it is now, before its script is killed with this agent.
  private void endRuns() {
    boolean interrupted = Thread.interrupted();
    try {
      List<Thread> threads = runs.values().stream().map(Started::thread).toList();
      threads.forEach(Thread::interrupt);
      for (Thread thread : threads) {
        thread.join(END_TIME);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
