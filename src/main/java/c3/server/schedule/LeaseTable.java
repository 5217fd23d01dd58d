package c3.server.schedule;

import c3.model.JobId;
import c3.model.Keeping;
import c3.model.Lease;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// When each lease was last renewed. Kept in memory and counted by a clock that only ever goes
/// forward and stands still while the machine sleeps, so neither a clock that jumps nor a laptop's
/// lid ends a job. A lease that the table has not met counts as just renewed: after a restart of
/// the server every agent has a whole lease time to come back. Safe for many threads.
public final class LeaseTable {
  private final LongSupplier nanos;
  private final long leaseNanos;
  private final Map<JobId, Renewal> renewals = new ConcurrentHashMap<>();
  private final Map<JobId, Keeping> keepings = new ConcurrentHashMap<>();

  private record Renewal(long term, long atNanos) {}

  /// @param nanos such as `System::nanoTime`
  /// @param leaseTime how long a lease lasts without being renewed
  public LeaseTable(LongSupplier nanos, Duration leaseTime) {
    this.nanos = nanos;
    this.leaseNanos = leaseTime.toNanos();
  }

  /// Whoever holds this lease has just been heard of. An older term than the known one changes
  /// nothing.
  public void renewed(Lease lease) {
    Renewal now = new Renewal(lease.term(), nanos.getAsLong());
    renewals.merge(lease.job(), now, (old, fresh) -> old.term() > fresh.term() ? old : fresh);
  }

  /// Whether nobody has been heard of under this lease for the lease time.
  public boolean isOut(Lease lease) {
    long now = nanos.getAsLong();
    Renewal last =
        renewals.compute(
            lease.job(),
            (job, old) ->
                old == null || old.term() < lease.term() ? new Renewal(lease.term(), now) : old);
    return last.term() == lease.term() && now - last.atNanos() >= leaseNanos;
  }

  /// The holder of a job's lease says how far the storing of what it left has come.
  public void keeping(JobId job, Keeping far) {
    keepings.put(job, far);
  }

  /// What was said of that last.
  public Optional<Keeping> keeping(JobId job) {
    return Optional.ofNullable(keepings.get(job));
  }

  /// Forgets every job but these, which bounds the table by the number of leased jobs.
  public void keepOnly(Collection<JobId> leased) {
    renewals.keySet().retainAll(leased);
    keepings.keySet().retainAll(leased);
  }
}
