package c3.cli.command;

import c3.cli.terminal.Amounts;
import c3.cli.terminal.Output;
import c3.cli.terminal.ProgressLine;
import c3.model.Job;
import c3.model.JobState;
import c3.model.JobStatus;
import c3.wire.ControlPlane;
import c3.wire.message.JobsRequest;
import c3.wire.retry.RetryListener;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Says what a followed job waits for, once that its script runs (unless it did before), and that
/// what it left is being stored, where that takes time, and how far that has come.
final class FollowNotes implements Closeable {
  private static final int JOBS_MAX = 1000;
  private static final Duration FIRST_LOOKS = Duration.ofSeconds(1);
  private static final Duration SECOND_LOOKS = Duration.ofSeconds(2);
  private static final Duration LAST_LOOK = Duration.ofSeconds(20);

  /// Looks come every second or so; what has changed is said every ten seconds.
  private static final int LOOKS_BETWEEN = 10;

  private final ControlPlane control;
  private final Output output;
  private String said = "";
  private int quiet;
  private boolean begun;
  private boolean keeping;
  private boolean over;
  private Optional<ProgressLine> progress = Optional.empty();

  FollowNotes(ControlPlane control, Output output, Job job) {
    this.control = control;
    this.output = output;
    this.begun = hasBegun(job);
    this.over = job.status().isEnd();
  }

  /// How long to wait for the script's next words before the next look.
  Duration patience() {
    return over ? LAST_LOOK : begun && !keeping ? SECOND_LOOKS : FIRST_LOOKS;
  }

  /// Whether to look at the job.
  ///
  /// @param quiet whether nothing came of its log
  boolean wantsLook(boolean quiet) {
    return !over && (!begun || quiet);
  }

  /// The job as it stands now; called again and again, and before its log's first words are
  /// printed.
  void look(Job job) throws IOException {
    if (!begun && hasBegun(job)) {
      output.note("running");
    } else if (job.state() instanceof JobState.Uploading uploading) {
      keeping(uploading);
    }
    begun = hasBegun(job);
    over = job.status().isEnd();
    if (!begun && !keeping && !over && (said.isEmpty() || ++quiet >= LOOKS_BETWEEN)) {
      say("waiting: " + (job.status() == JobStatus.PENDING ? queue(job) : preparing()));
    }
  }

  private void keeping(JobState.Uploading uploading) {
    if (!keeping) {
      output.note("keeping what it left");
    }
    keeping = true;
    if (uploading.keeping().isPresent()) {
      ProgressLine line = progress.orElseGet(() -> new ProgressLine(output, "keeping"));
      line.show(uploading.keeping().get());
      progress = Optional.of(line);
    }
  }

  /// Hears that the server is waited for, and says so once.
  RetryListener waiting() {
    WaitingNote note = new WaitingNote(output);
    return (reason, time) -> {
      close();
      note.waiting(reason, time);
    };
  }

  /// Takes the line away that is redrawn, if one is: something else is to be printed. Another look
  /// brings it back.
  @Override
  public void close() {
    progress.ifPresent(ProgressLine::close);
    progress = Optional.empty();
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
