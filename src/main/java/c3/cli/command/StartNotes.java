package c3.cli.command;

import c3.cli.terminal.Amounts;
import c3.cli.terminal.Output;
import c3.model.Job;
import c3.model.JobStatus;
import c3.wire.ControlPlane;
import c3.wire.message.JobsRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Says what a followed job waits for, and once that its script runs. Nothing about one that had
/// begun before.
final class StartNotes {
  private static final int JOBS_MAX = 1000;

  /// Looks come every second or so; what has changed is said every ten seconds.
  private static final int LOOKS_BETWEEN = 10;

  private final ControlPlane control;
  private final Output output;
  private String said = "";
  private int quiet;
  private boolean over;

  StartNotes(ControlPlane control, Output output, Job job) {
    this.control = control;
    this.output = output;
    this.over = hasBegun(job) || job.status().isEnd();
  }

  /// Whether there is nothing more to say.
  boolean isOver() {
    return over;
  }

  /// The job as it stands now; called again and again, and before anything of its log is printed.
  void look(Job job) throws IOException {
    if (hasBegun(job)) {
      output.note("running");
    }
    over = hasBegun(job) || job.status().isEnd();
    if (!over && (said.isEmpty() || ++quiet >= LOOKS_BETWEEN)) {
      say("waiting: " + (job.status() == JobStatus.PENDING ? queue(job) : preparing()));
    }
  }

  private static boolean hasBegun(Job job) {
    return job.times().started().isPresent();
  }

  private void say(String line) {
    if (!line.equals(said)) {
      output.note(line);
    }
    said = line;
    quiet = 0;
  }

  private static String preparing() {
    return "what it mounts and the software that it asks for are made ready";
  }

  /// As far as the caller sees the jobs: of another account's nothing is known.
  private String queue(Job job) throws IOException {
    List<JobStatus> older =
        control
            .list(new JobsRequest(Optional.empty(), "", false, Optional.of(job.id()), JOBS_MAX))
            .stream()
            .map(Job::status)
            .toList();
    long ahead = older.stream().filter(JobStatus.PENDING::equals).count();
    long running =
        older.stream().filter(status -> status != JobStatus.PENDING && !status.isEnd()).count();
    String place = ahead == 0 ? "it is the next one" : are(ahead) + " ahead of it";
    return running == 0 ? place : place + "; " + are(running) + " running";
  }

  private static String are(long jobs) {
    return jobs == 1 ? "1 job is" : Amounts.count(jobs) + " jobs are";
  }
}
