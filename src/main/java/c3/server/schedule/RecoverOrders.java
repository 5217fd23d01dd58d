package c3.server.schedule;

import c3.model.AgentName;
import c3.model.JobId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Orders to upload once more what an ended job left. An order stands until the artifacts are there
/// or its time is up, and each answer to its agent repeats it, so that a lost answer loses nothing.
/// Kept in memory: a restart of the server forgets them, and the person asks again. Safe for many
/// threads.
public final class RecoverOrders {
  private final LongSupplier nanos;
  private final long standingNanos;
  private final Map<JobId, Order> orders = new ConcurrentHashMap<>();

  private record Order(AgentName agent, long atNanos) {}

  /// @param nanos such as `System::nanoTime`
  /// @param standing how long an order stands
  public RecoverOrders(LongSupplier nanos, Duration standing) {
    this.nanos = nanos;
    this.standingNanos = standing.toNanos();
  }

  /// Gives an order, or renews it.
  public void give(JobId job, AgentName agent) {
    orders.put(job, new Order(agent, nanos.getAsLong()));
  }

  /// The artifacts are there.
  public void done(JobId job) {
    orders.remove(job);
  }

  /// What stands for an agent, oldest job first.
  public List<JobId> standing(AgentName agent) {
    long now = nanos.getAsLong();
    orders.values().removeIf(order -> now - order.atNanos() >= standingNanos);
    return orders.entrySet().stream()
        .filter(entry -> entry.getValue().agent().equals(agent))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
