package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.model.Job;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 cancel`: ends a job and keeps what it wrote so far.
public final class CancelCommand implements Command {
  @Override
  public CommandSpec specification() {
    return Options.command(
            "cancel",
            "End a job; what it wrote so far is kept.",
            "c3 cancel job_1795351023411_x6wm3l",
            "c3 cancel job_17953510               a prefix will do",
            "c3 cancel --json job_17953510")
        .addPositional(Options.job(true))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    try (Connection server = context.connector().connect()) {
      Job found = server.control().find(Options.argumentOf(arguments, 0).orElseThrow());
      Job job = server.control().cancel(found.id());
      if (Options.isGiven(arguments, Options.JSON)) {
        context.output().json(JobShapes.status(job));
      } else if (job.status().isEnd()) {
        context.output().result(job.id() + " is canceled");
      } else {
        context.output().result(job.id() + " is being stopped; what it wrote so far is kept");
        context.output().note("  try: c3 status " + job.id());
      }
      return ExitCode.OK;
    }
  }
}
