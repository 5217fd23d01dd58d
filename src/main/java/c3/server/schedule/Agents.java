package c3.server.schedule;

import c3.model.AgentName;
import c3.model.Hardware;
import c3.model.JobBounds;
import c3.model.MountSupport;
import c3.wire.message.PollRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// The agents that have asked for work lately, by name. Kept in memory: after a restart of the
/// server they are known again with their next poll. Safe for many threads.
public final class Agents {
  private static final Logger LOG = System.getLogger(Agents.class.getName());

  private final LongSupplier nanos;
  private final CountDownLatch firstCame = new CountDownLatch(1);
  private final long presenceNanos;
  private final Map<AgentName, Presence> present = new ConcurrentHashMap<>();

  /// @param nanos such as `System::nanoTime`
  /// @param presence how long after its last poll an agent counts as there
  public Agents(LongSupplier nanos, Duration presence) {
    this.nanos = nanos;
    this.presenceNanos = presence.toNanos();
  }

  /// What is known of an agent.
  ///
  /// @param freeSlots how many more jobs it could run when it last asked
  /// @param mounts what kind of mounts its machine allows
  /// @param hardware what its machine has
  /// @param tools the programs there that a job's software may need
  public record Known(
      AgentName name,
      int freeSlots,
      MountSupport mounts,
      Optional<Hardware> hardware,
      Set<String> tools) {}

  /// One agent between two polls.
  static final class Presence {
    /// Held while a poll looks around, so that one agent's polls look one after the other.
    final ReentrantLock looking = new ReentrantLock();

    private volatile long polls;
    private volatile long lastNanos;
    private volatile int freeSlots;
    private volatile MountSupport mounts = MountSupport.RELATIVE;
    private volatile Optional<Hardware> hardware = Optional.empty();
    private volatile Set<String> tools = Set.of();
    private volatile Set<Object> told = Set.of();

    /// Which poll is the newest.
    long newest() {
      return polls;
    }

    /// What the agent was told last.
    Set<Object> told() {
      return told;
    }

    void told(Set<Object> answer) {
      told = answer;
    }

    private synchronized void polled(PollRequest request, long now) {
      freeSlots = request.freeSlots();
      mounts = request.mounts();
      hardware = request.hardware();
      tools = request.tools();
      lastNanos = now;
      polls++;
    }
  }

  /// Notes that an agent asked for work, and forgets those that have not for long.
  Presence polled(PollRequest request) {
    long now = nanos.getAsLong();
    present.values().removeIf(presence -> now - presence.lastNanos >= presenceNanos);
    Presence polled =
        present.compute(
            request.agent(),
            (name, known) -> {
              Presence presence = known == null ? new Presence() : known;
              presence.polled(request, now);
              return presence;
            });
    firstCame.countDown();
    return polled;
  }

  /// Those that are there.
  public List<Known> known() {
    long now = nanos.getAsLong();
    return present.entrySet().stream()
        .filter(entry -> now - entry.getValue().lastNanos < presenceNanos)
        .map(entry -> known(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Known known(AgentName name, Presence presence) {
    return new Known(name, presence.freeSlots, presence.mounts, presence.hardware, presence.tools);
  }

  /// Waits for the first agent since this server began, but no longer than this; a server that was
  /// just started does not know its own machine's yet. An interrupt ends the waiting and stays.
  public void awaitFirst(Duration patience) {
    try {
      boolean came = firstCame.await(patience.toNanos(), TimeUnit.NANOSECONDS);
      LOG.log(Level.DEBUG, "an agent is there: {0}", came);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether a machine that is there could run a job with these bounds, now or later.
  public boolean anyCanRun(JobBounds bounds) {
    return known().stream()
        .flatMap(agent -> agent.hardware().stream())
        .anyMatch(hardware -> hardware.missing(bounds).isEmpty());
  }

  /// Whether an agent that is there can mount at any path.
  public boolean anyMountsAnywhere() {
    return known().stream().anyMatch(agent -> agent.mounts() == MountSupport.ANY);
  }
}
