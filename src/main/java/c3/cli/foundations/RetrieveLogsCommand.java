package c3.cli.foundations;

import c3.cli.ExitCode;
import c3.cli.command.Command;
import c3.cli.command.Connector.Connection;
import c3.cli.command.Context;
import c3.cli.command.LogFollower;
import c3.cli.command.LogPrinter;
import c3.cli.command.Options;
import c3.model.Job;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `foundations retrieve logs`: what a job's driver has printed so far.
final class RetrieveLogsCommand implements Command {
  private final KnownEnvironments environments;

  RetrieveLogsCommand(KnownEnvironments environments) {
    this.environments = environments;
  }

  @Override
  public CommandSpec specification() {
    return Options.command(
            "logs",
            "Print what a job's driver has printed so far.",
            "foundations retrieve logs --job_id=job_1795351023411_x6wm3l --env=local")
        .addOption(KnownJob.option())
        .addOption(KnownEnvironments.option());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    String environment = environments.named(arguments, context).name();
    try (Connection server = context.connector().connect()) {
      Job job = KnownJob.named(arguments, environment, server);
      LogPrinter printer = new LogPrinter.Plain(context.output(), "");
      new LogFollower(server.control(), printer).print(job.id());
    }
    return ExitCode.OK;
  }
}
