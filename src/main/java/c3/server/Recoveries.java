package c3.server;

import c3.catalog.JobCatalog;
import c3.catalog.JobCatalog.Owned;
import c3.model.AgentName;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobId;
import c3.server.schedule.JobNews;
import c3.server.schedule.RecoverOrders;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Uploads once more what jobs left whose artifacts could not be stored: orders it from the agent
/// that keeps the spool, and waits for what becomes of it. Safe for many threads.
final class Recoveries {
  private final JobCatalog jobs;
  private final RecoverOrders orders;
  private final JobNews news;

  Recoveries(JobCatalog jobs, RecoverOrders orders, JobNews news) {
    this.jobs = jobs;
    this.orders = orders;
    this.news = news;
  }

  /// Orders it and waits, at most so long; see `ControlPlane.recover`.
  Job recover(Job job, Duration patience) throws IOException {
    orders.give(job.id(), agent(job));
    news.changed(job);
    long left = patience.toNanos();
    while (true) {
      long rings = news.bell().rings();
      Job now = jobs.owned(job.id()).map(Owned::job).orElse(job);
      Optional<String> failure = orders.failure(job.id());
      if (now.artifacts().isPresent()) {
        return now;
      }
      if (failure.isPresent()) {
        throw new C3Exception(
            ErrorCode.CONFLICT, "what " + job.id() + " left cannot be stored: " + failure.get());
      }
      if (left <= 0) {
        return now;
      }
      left = news.bell().await(rings, left);
    }
  }

  private static AgentName agent(Job job) throws C3Exception {
    JobId id = job.id();
    if (!job.status().isEnd()) {
      throw new C3Exception(
          ErrorCode.CONFLICT,
          id + " has not ended yet; it uploads what it leaves by itself",
          Optional.of("c3 status " + id));
    }
    if (job.artifacts().isPresent()) {
      throw new C3Exception(
          ErrorCode.CONFLICT,
          "what " + id + " left is stored already",
          Optional.of("c3 data ls /jobs/" + id + "/"));
    }
    return job.agent()
        .orElseThrow(() ->
            new C3Exception(ErrorCode.CONFLICT, id + " never ran, so there is nothing to upload"));
  }

  /// Hears from an agent that it could not be done.
  void failed(JobId job, AgentName agent, String why) {
    orders.failed(job, agent, why);
    news.bell().ring();
  }
}
