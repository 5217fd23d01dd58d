package c3.cli.foundations;

import c3.cli.ExitCode;
import c3.cli.command.Command;
import c3.cli.command.Connector.Connection;
import c3.cli.command.Context;
import c3.cli.command.Deployment;
import c3.cli.command.Options;
import c3.cli.terminal.Output;
import c3.model.JobId;
import c3.project.FoundationsEnvironments;
import c3.project.FoundationsProject;
import c3.project.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `foundations deploy`: sends the project around and queues its driver as a job.
final class DeployCommand implements Command {
  private final KnownEnvironments environments;

  DeployCommand(KnownEnvironments environments) {
    this.environments = environments;
  }

  @Override
  public CommandSpec specification() {
    return Options.command(
            "deploy",
            "Send the project in this folder and run its driver as a job.",
            "foundations deploy driver.py --env local",
            "foundations deploy project_code/driver.py --env=local",
            "job=$(foundations deploy driver.py --env local)     stdout is the job's id")
        .addPositional(
            Options.argument(
                0, "DRIVER", true, "A Python file of the project; runs in its folder."))
        .addOption(KnownEnvironments.option());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    FoundationsEnvironments.Named environment = environments.named(arguments, context);
    Path here = context.environment().directory();
    String driver = relative(Options.argumentOf(arguments, 0).orElseThrow(), here);
    Project project = FoundationsProject.in(here).deployed(driver, environment);
    try (Connection server = context.connector().connect()) {
      JobId id = new Deployment(project, Optional.empty(), context).submit(server).id();
      Output output = context.output();
      output.result(id.text());
      String job = " --job_id=" + id + " --env=" + environment.name();
      output.note("  logs   foundations retrieve logs" + job);
      output.note("  get    foundations retrieve artifacts" + job);
    }
    return ExitCode.OK;
  }

  private static String relative(String driver, Path here) {
    Path typed = here.resolve(driver);
    return driver.startsWith("/") && typed.startsWith(here)
        ? here.relativize(typed).toString()
        : driver;
  }
}
