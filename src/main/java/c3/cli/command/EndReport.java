package c3.cli.command;

import c3.cli.terminal.Amounts;
import c3.cli.terminal.Output;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Says how a followed job ended: what is now true, where it is, and what to type next.
record EndReport(Output output) {
  void tell(Job job) {
    JobEnd end =
        JobShapes.end(job)
            .orElseThrow(() -> new IllegalStateException(job.id() + " has not ended"));
    output.note(verb(end.status()) + took(job) + kept(job));
    if (end.status() != JobStatus.SUCCEEDED && !end.message().isEmpty()) {
      String reason = end.reason().map(FailureReason::name).map(name -> name + ": ").orElse("");
      (reason + end.message()).lines().forEach(line -> output.note("  " + line));
    }
    KeptFiles kept = new KeptFiles(job);
    if (kept.any()) {
      output.note("  look   c3 data ls /jobs/" + job.id() + "/");
      output.note("  get    c3 pull " + job.id());
      output.note("  use    datasets: [{ref: /jobs/" + job.id() + ", mount: /data/prev}]");
    } else if (job.artifacts().isPresent()) {
      output.note("  " + kept.places());
    } else if (kept.recoverable()) {
      // What a lost agent had of a job is stored by the next one, without a word from anybody.
      boolean lost = end.reason().filter(FailureReason.AGENT_LOST::equals).isPresent();
      output.note("  try: c3 " + (lost ? "status " : "recover ") + job.id());
    }
  }

  private static String verb(JobStatus status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String took(Job job) {
    Job.Times times = job.times();
    Instant from = times.started().orElse(times.submitted());
    return times
        .ended()
        .map(ended -> " in " + Amounts.seconds(Duration.between(from, ended)))
        .orElse("");
  }

  private static String kept(Job job) {
    KeptFiles kept = new KeptFiles(job);
    return kept.amount()
        .map(amount -> "; kept " + amount + " at /jobs/" + job.id() + "/" + durable(job))
        .orElse(kept.recoverable() ? "; its files are not stored yet" : "; kept no files");
  }

  private static String durable(Job job) {
    Job.Times times = job.times();
    return times
        .exited()
        .flatMap(exited -> times.ended().map(ended -> Duration.between(exited, ended)))
        .map(took -> ", durable " + Amounts.seconds(took) + " after exit")
        .orElse("");
  }
}
