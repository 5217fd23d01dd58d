package c3.server;

import c3.catalog.JobCatalog;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobStatus;
import c3.server.schedule.JobNews;
import c3.server.schedule.LeaseWatch;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/// Ends the server without breaking a job off. While it waits no job is given to an agent; those
/// that wait stay queued for the next server.
final class Shutdown {
  private static final int NAMED_MAX = 5;

  private final JobCatalog jobs;
  private final JobNews news;
  private final Plan plan;
  private final AtomicBoolean closing = new AtomicBoolean();

  /// How the server ends.
  ///
  /// @param patience how long to wait for running jobs at most
  /// @param end ends the process; returns at once, so that the call can still be answered
  /// @param clock for the times that people see
  record Plan(Duration patience, Runnable end, InstantSource clock) {}

  Shutdown(JobCatalog jobs, JobNews news, Plan plan) {
    this.jobs = jobs;
    this.news = news;
    this.plan = plan;
  }

  /// Whether nothing new may begin.
  boolean isClosing() {
    return closing.get();
  }

  /// Ends the server; see `ControlPlane.stop`.
  void stop(boolean force) throws IOException {
    closing.set(true);
    boolean ending = false;
    try {
      List<Job> running = jobs.inState(LeaseWatch.LEASED);
      if (force) {
        for (Job job : running) {
          news.changed(jobs.update(job.id(), j -> j.cancelRequested(plan.clock().instant())));
        }
        running = waited();
      }
      if (!running.isEmpty()) {
        throw busy(running, force);
      }
      ending = true;
    } finally {
      closing.set(ending);
    }
    plan.end().run();
  }

  /// Waits for running jobs; returns those that are left when the time is up.
  private List<Job> waited() throws IOException {
    long left = plan.patience().toNanos();
    while (true) {
      long rings = news.bell().rings();
      List<Job> running = jobs.inState(LeaseWatch.LEASED);
      if (running.isEmpty() || left <= 0) {
        return running;
      }
      left = news.bell().await(rings, left);
    }
  }

  private static C3Exception busy(List<Job> running, boolean forced) {
    String names =
        running.stream().limit(NAMED_MAX).map(Shutdown::named).collect(Collectors.joining(", "));
    int more = running.size() - NAMED_MAX;
    return new C3Exception(
        ErrorCode.CONFLICT,
        "the server still has work: " + names + (more > 0 ? " and " + more + " more" : ""),
        forced ? Optional.empty() : Optional.of("c3 server stop --force"));
  }

  private static String named(Job job) {
    return job.id() + (job.status() == JobStatus.UPLOADING ? " (uploading)" : "");
  }
}
