package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Output;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 status`: one job, how it stands and what to do next.
public final class StatusCommand implements Command {
  @Override
  public CommandSpec specification() {
    return Options.command(
            "status",
            "Show one job: how it stands, why, and what to do next.",
            "c3 status                              the last job of this project",
            "c3 status job_1795351023411_x6wm3l",
            "c3 status job_17953510 --json          a prefix will do")
        .addPositional(Options.job(false))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    try (Connection server = context.connector().connect()) {
      Job job = new MeantJob(context, server).named(Options.argumentOf(arguments, 0));
      if (Options.isGiven(arguments, Options.JSON)) {
        context.output().json(JobShapes.status(job));
      } else {
        show(job, context.output(), context.environment().clock().instant());
      }
      return ExitCode.OK;
    }
  }

  private static void show(Job job, Output output, Instant now) {
    Optional<JobEnd> end = JobShapes.end(job);
    String reason =
        end.flatMap(JobEnd::reason).map(FailureReason::name).map(name -> "  " + name).orElse("");
    Instant since = job.times().ended().orElse(job.times().submitted());
    output.result(job.id() + "   " + job.status() + reason + "   " + Amounts.ago(since, now));
    String name = job.spec().name().map(text -> "   " + text).orElse("");
    String sender = job.submittedBy().map(by -> "   submitted by " + by).orElse("");
    output.result("  " + job.spec().project() + name + took(job, now) + sender);
    job.inputs()
        .forEach(input -> output.result("  " + input.target() + "  <- " + input.reference()));
    end.map(JobEnd::message)
        .filter(message -> !message.isEmpty())
        .ifPresent(message -> message.lines().forEach(line -> output.result("  " + line)));
    KeptFiles kept = new KeptFiles(job);
    kept.amount()
        .ifPresent(amount -> output.result("  kept " + amount + "   /jobs/" + job.id() + "/"));
    if (job.status().isEnd() && job.isEmptied()) {
      output.result("  what it left was removed");
    }
    if (job.artifacts().isPresent() && !kept.any()) {
      output.result("  kept no files; " + kept.places());
    }
    next(job).ifPresent(line -> output.note("  try: " + line));
  }

  private static String took(Job job, Instant now) {
    return job.times()
        .started()
        .map(started ->
            "   " + Amounts.clock(Duration.between(started, job.times().ended().orElse(now))))
        .orElse("");
  }

  private static Optional<String> next(Job job) {
    KeptFiles kept = new KeptFiles(job);
    if (kept.recoverable()) {
      return Optional.of("c3 recover " + job.id());
    }
    Optional<FailureReason> reason = JobShapes.end(job).flatMap(JobEnd::reason);
    if (reason.filter(FailureReason.SCRIPT_ERROR::equals).isPresent()) {
      return Optional.of("c3 logs " + job.id());
    }
    if (kept.any()) {
      return Optional.of("c3 pull " + job.id());
    }
    return job.status() == JobStatus.PENDING || job.status().isEnd()
        ? Optional.empty()
        : Optional.of("c3 logs -f " + job.id());
  }
}
