package c3.server.schedule;

import c3.catalog.JobCatalog;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobId;
import c3.model.JobStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// Ends jobs that nothing could run within the time that they were willing to wait. The time is
/// counted by a clock that only goes forward, from when this server first saw the job waiting: no
/// jump of the wall clock ends a job, and a restarted server gives it its whole time once more.
///
/// For one thread.
public final class WaitWatch {
  private final JobCatalog jobs;
  private final JobNews news;
  private final LongSupplier nanos;
  private final InstantSource clock;
  private final Map<JobId, Long> seen = new HashMap<>();

  /// @param nanos such as `System::nanoTime`
  /// @param clock for the times that people see; decides nothing
  public WaitWatch(JobCatalog jobs, JobNews news, LongSupplier nanos, InstantSource clock) {
    this.jobs = jobs;
    this.news = news;
    this.nanos = nanos;
    this.clock = clock;
  }

  /// Looks once at every job that waits. Called several times a minute.
  public void tick() throws IOException {
    long now = nanos.getAsLong();
    List<Job> waiting = jobs.inState(Set.of(JobStatus.PENDING));
    seen.keySet().retainAll(waiting.stream().map(Job::id).collect(Collectors.toSet()));
    for (Job job : waiting) {
      Optional<Duration> max = job.spec().placement().waitMax();
      long since = seen.computeIfAbsent(job.id(), id -> now);
      if (max.isPresent() && now - since >= max.get().toNanos()) {
        news.changed(jobs.update(job.id(), still -> givenUp(still, max.get())));
      }
    }
  }

  private Job givenUp(Job job, Duration max) {
    if (job.status() != JobStatus.PENDING) {
      return job;
    }
    String message =
        "nothing could run it within %d min (capacity.max_wait_minutes)".formatted(max.toMinutes());
    return job.ended(JobEnd.failed(FailureReason.LAUNCH_ERROR, message), clock.instant());
  }
}
