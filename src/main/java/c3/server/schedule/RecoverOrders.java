package c3.server.schedule;

import c3.model.AgentName;
import c3.model.JobId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Orders to upload once more what an ended job left. An order stands until the artifacts are
/// there, its agent says that it cannot be done, or its time is up, and each answer to its agent
/// repeats it, so that a lost answer loses nothing. Kept in memory: a restart of the server forgets
/// them, and the person asks again. Safe for many threads.
public final class RecoverOrders {
  private static final int REASON_LENGTH_MAX = 4_096;

  private final LongSupplier nanos;
  private final long standingNanos;
  private final Map<JobId, Order> orders = new ConcurrentHashMap<>();

  /// @param failure why it could not be done; it does not stand any more then
  private record Order(AgentName agent, long atNanos, Optional<String> failure) {}

  /// @param nanos such as `System::nanoTime`
  /// @param standing how long an order stands, and how long its failure is remembered
  public RecoverOrders(LongSupplier nanos, Duration standing) {
    this.nanos = nanos;
    this.standingNanos = standing.toNanos();
  }

  /// Gives an order, or renews it.
  public void give(JobId job, AgentName agent) {
    orders.put(job, new Order(agent, nanos.getAsLong(), Optional.empty()));
  }

  /// The artifacts are there.
  public void done(JobId job) {
    orders.remove(job);
  }

  /// An agent could not do it. Nothing happens when the order is not that agent's.
  public void failed(JobId job, AgentName agent, String why) {
    String reason = why.substring(0, Math.min(why.length(), REASON_LENGTH_MAX));
    orders.computeIfPresent(
        job,
        (id, order) ->
            order.agent().equals(agent)
                ? new Order(agent, order.atNanos(), Optional.of(reason))
                : order);
  }

  /// Why an order could not be done, if that was heard of.
  public Optional<String> failure(JobId job) {
    return Optional.ofNullable(orders.get(job)).flatMap(Order::failure);
  }

  /// What stands for an agent, oldest job first.
  public List<JobId> standing(AgentName agent) {
    long now = nanos.getAsLong();
    orders.values().removeIf(order -> now - order.atNanos() >= standingNanos);
    return orders.entrySet().stream()
        .filter(entry -> entry.getValue().agent().equals(agent))
        .filter(entry -> entry.getValue().failure().isEmpty())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
