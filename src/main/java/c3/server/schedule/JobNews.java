package c3.server.schedule;

import c3.model.Job;
import c3.model.JobId;
import java.util.function.Consumer;

/// Wakes whoever waits for a job: agents that poll, readers that follow its log, and whoever waits
/// for the server's end.
public final class JobNews {
  private final Bell bell;
  private final Consumer<JobId> ended;

  /// @param ended hears of each job that has ended, perhaps more than once
  public JobNews(Bell bell, Consumer<JobId> ended) {
    this.bell = bell;
    this.ended = ended;
  }

  /// Rung for every change that somebody may wait for.
  public Bell bell() {
    return bell;
  }

  /// A job was queued, ended, taken back, or is wanted to end.
  public void changed(Job job) {
    bell.ring();
    if (job.status().isEnd()) {
      ended.accept(job.id());
    }
  }
}
