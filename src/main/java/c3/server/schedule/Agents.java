package c3.server.schedule;

import c3.model.AgentName;
import c3.wire.message.PollRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  /// One agent between two polls.
  static final class Presence {
    /// Held while a poll looks around, so that one agent's polls look one after the other.
    final ReentrantLock looking = new ReentrantLock();

    private volatile KnownAgent known;
    private volatile long polls;
    private volatile long lastNanos;
    private volatile Set<Object> told = Set.of();

    private Presence(PollRequest first) {
      known = KnownAgent.of(first);
    }

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
      known = KnownAgent.of(request);
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
              Presence presence = known == null ? new Presence(request) : known;
              presence.polled(request, now);
              return presence;
            });
    firstCame.countDown();
    return polled;
  }

  /// Those that are there.
  public List<KnownAgent> known() {
    long now = nanos.getAsLong();
    return present.values().stream()
        .filter(presence -> now - presence.lastNanos < presenceNanos)
        .map(presence -> presence.known)
        .toList();
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
}
