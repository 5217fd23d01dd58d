package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Table;
import c3.model.Job;
import c3.wire.message.JobsRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 squeue`: the jobs, newest first.
public final class SqueueCommand implements Command {
  private static final String COUNT = "-n";
  private static final int COUNT_DEFAULT = 20;
  private static final int COUNT_MAX = 1000;

  @Override
  public CommandSpec specification() {
    return Options.command(
            "squeue",
            "List jobs, newest first.",
            "c3 squeue",
            "c3 squeue -n 100             the last hundred",
            "c3 squeue --json | jq -r '.[] | select(.status == \"FAILED\") | .id'")
        .addOption(Options.number("N", "How many at most (default 20).", COUNT, "--number"))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    int count = arguments.matchedOptionValue(COUNT, COUNT_DEFAULT);
    if (count < 1 || count > COUNT_MAX) {
      throw new WrongUsage("-n takes a number from 1 to " + COUNT_MAX, "c3 squeue -n 100");
    }
    try (Connection server = context.connector().connect()) {
      List<Job> jobs = server.control().list(JobsRequest.newest(count));
      if (Options.isGiven(arguments, Options.JSON)) {
        context.output().json(jobs.stream().map(JobShapes::row).toList());
      } else if (jobs.isEmpty()) {
        context.output().note("no jobs yet");
        context.output().note("  try: c3 deploy -f");
      } else {
        table(jobs, context.environment().clock().instant())
            .lines()
            .forEach(context.output()::result);
      }
      return ExitCode.OK;
    }
  }

  private static Table table(List<Job> jobs, Instant now) {
    Table table = Table.titled("JOB", "STATE", "PROJECT", "NAME", "AGE", "TIME", "KEPT");
    for (Job job : jobs) {
      Job.Times times = job.times();
      table.row(
          job.id().text(),
          job.status().name(),
          job.spec().project().text(),
          job.spec().name().orElse("-"),
          Amounts.age(times.submitted(), now),
          times
              .started()
              .map(from -> Amounts.clock(Duration.between(from, times.ended().orElse(now))))
              .orElse("-"),
          job.artifacts().map(kept -> Amounts.size(kept.bytes())).orElse("-"));
    }
    return table;
  }
}
