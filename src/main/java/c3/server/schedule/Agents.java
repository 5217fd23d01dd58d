package c3.server.schedule;

import c3.model.AgentName;
import c3.model.MountSupport;
import c3.wire.message.PollRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// The agents that have asked for work lately, by name. Kept in memory: after a restart of the
/// server they are known again with their next poll. Safe for many threads.
public final class Agents {
  private final LongSupplier nanos;
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
  public record Known(AgentName name, int freeSlots, MountSupport mounts) {}

  /// One agent between two polls.
  static final class Presence {
    /// Held while a poll looks around, so that one agent's polls look one after the other.
    final ReentrantLock looking = new ReentrantLock();

    private volatile long polls;
    private volatile long lastNanos;
    private volatile int freeSlots;
    private volatile MountSupport mounts = MountSupport.RELATIVE;
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
      lastNanos = now;
      polls++;
    }
  }

  /// Notes that an agent asked for work, and forgets those that have not for long.
  Presence polled(PollRequest request) {
    long now = nanos.getAsLong();
    present.values().removeIf(presence -> now - presence.lastNanos >= presenceNanos);
    return present.compute(
        request.agent(),
        (name, known) -> {
          Presence presence = known == null ? new Presence() : known;
          presence.polled(request, now);
          return presence;
        });
  }

  /// Those that are there.
  public List<Known> known() {
    long now = nanos.getAsLong();
    return present.entrySet().stream()
        .filter(entry -> now - entry.getValue().lastNanos < presenceNanos)
        .map(
            entry -> new Known(entry.getKey(), entry.getValue().freeSlots, entry.getValue().mounts))
        .toList();
  }

  /// Whether an agent that is there can mount at any path.
  public boolean anyMountsAnywhere() {
    return known().stream().anyMatch(agent -> agent.mounts() == MountSupport.ANY);
  }
}
