package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.model.Job;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 recover`: finishes an upload that failed, without running the job again.
public final class RecoverCommand implements Command {
  @Override
  public CommandSpec specification() {
    return Options.command(
            "recover",
            "Upload once more what a job left, after UPLOAD_ERROR; the job does not run again.",
            "c3 recover job_1795351023411_x6wm3l",
            "c3 recover job_17953510              a prefix will do",
            "c3 status job_17953510               see how it went")
        .addPositional(
            Options.argument(0, "JOB", true, "The job's id, or a prefix that fits only one."))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    try (Connection server = context.connector().connect()) {
      Job found = server.control().find(Options.argumentOf(arguments, 0).orElseThrow());
      Job job = server.control().recover(found.id());
      if (Options.isGiven(arguments, Options.JSON)) {
        context.output().json(JobShapes.status(job));
      } else {
        context.output().result("the agent uploads what " + job.id() + " left once more");
        context.output().note("  try: c3 status " + job.id());
      }
      return ExitCode.OK;
    }
  }
}
