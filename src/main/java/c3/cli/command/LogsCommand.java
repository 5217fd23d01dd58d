package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.terminal.Output;
import c3.model.Job;
import c3.wire.retry.Retry;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 logs`: what a job's script has written.
public final class LogsCommand implements Command {
  private static final String FOLLOW = "-f";

  @Override
  public CommandSpec specification() {
    return Options.command(
            "logs",
            "Print what a job's script has written.",
            "c3 logs                                the last job of this project",
            "c3 logs -f job_1795351023411_x6wm3l    and what it goes on to write",
            "c3 logs job_1795351023411_x6wm3l | grep loss",
            "c3 logs --json job_17953510 | jq -r .log")
        .addPositional(Options.job(false))
        .addOption(Options.flag("Go on until the job has ended.", FOLLOW, "--follow"))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    try (Connection server = context.connector().connect()) {
      Job job = new MeantJob(context, server).named(Options.argumentOf(arguments, 0));
      LogPrinter printer =
          Options.isGiven(arguments, Options.JSON)
              ? new LogPrinter.AsJson(context.output(), job.id())
              : new LogPrinter.Plain(context.output(), "");
      LogFollower log = new LogFollower(server.control(), printer);
      if (Options.isGiven(arguments, FOLLOW)) {
        follow(log, job, server, context.output());
      } else {
        log.print(job.id());
      }
      return ExitCode.OK;
    }
  }

  private static void follow(LogFollower log, Job job, Connection server, Output output)
      throws IOException {
    FollowNotes notes = new FollowNotes(server.control(), output, job);
    Retry retry = server.retry(notes.waiting());
    Interrupts interrupts = Interrupts.following(notes, output, job.id());
    try (interrupts) {
      log.follow(job.id(), notes, retry);
    }
  }
}
