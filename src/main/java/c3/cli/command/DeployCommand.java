package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.terminal.Output;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobStatus;
import c3.project.Project;
import c3.project.ProjectFile;
import c3.wire.retry.Retry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 deploy`: uploads the project, queues a job and, when asked, follows it to its end.
public final class DeployCommand implements Command {
  private static final String FOLLOW = "-f";
  private static final String PROVIDER = "-p";

  /// What completion knows the option's value by.
  static final String PROVIDER_LABEL = "PROVIDER";

  @Override
  public CommandSpec specification() {
    return Options.command(
            "deploy",
            "Upload the project around this folder and run its script as a job.",
            "c3 deploy -f                       run it and follow it to its end",
            "c3 deploy examples/digits          another project; do not wait",
            "c3 deploy --json | jq -r .id       for a script")
        .addPositional(
            Options.argument(0, "DIR", false, "A folder of the project (default: here)."))
        .addOption(
            Options.flag(
                "Follow the job to its end; exit with the script's own code.", FOLLOW, "--follow"))
        .addOption(Options.text(PROVIDER_LABEL, "Which executor runs it.", PROVIDER, "--provider"))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    Path here = context.environment().directory();
    Path start = here.resolve(Options.argumentOf(arguments, 0).orElse("")).normalize();
    Project project = ProjectFile.read(ProjectFile.find(start));
    Deployment deployment = new Deployment(project, Options.textOf(arguments, PROVIDER), context);
    boolean follow = Options.isGiven(arguments, FOLLOW);
    boolean json = Options.isGiven(arguments, Options.JSON);
    try (Connection server = context.connector().connect()) {
      Job job = deployment.submit(server);
      if (follow) {
        job = follow(job, server, json ? onStderr(context.output()) : context.output());
      }
      Output output = context.output();
      if (json) {
        output.json(follow ? JobShapes.status(job) : JobShapes.deployed(job));
      } else if (!follow) {
        output.result(job.id().text());
        output.note("  follow  c3 logs -f " + job.id());
      } else {
        new EndReport(output).tell(job);
      }
      return follow ? exitCode(job) : ExitCode.OK;
    }
  }

  /// With JSON asked for the log goes to stderr: stdout holds JSON alone.
  private static Output onStderr(Output output) {
    PrintStream err = output.err();
    boolean terminal = output.errTerminal();
    return new Output(err, err, terminal, terminal, output.redraws(), output.errorWord());
  }

  private static Job follow(Job job, Connection server, Output output) throws IOException {
    FollowNotes notes = new FollowNotes(server.control(), output, job);
    Retry retry = server.retry(notes.waiting());
    Interrupts interrupts = Interrupts.following(notes, output, job.id());
    try (interrupts) {
      String mark = output.outTerminal() ? "  | " : "";
      LogPrinter printer = new LogPrinter.Plain(output, mark);
      new LogFollower(server.control(), printer).follow(job.id(), notes, retry);
      return retry.call(() -> server.control().find(job.id().text()));
    }
  }

  private static int exitCode(Job job) {
    JobEnd end =
        JobShapes.end(job)
            .orElseThrow(() -> new IllegalStateException(job.id() + " has not ended"));
    boolean script = end.reason().filter(FailureReason.SCRIPT_ERROR::equals).isPresent();
    OptionalInt code = end.exitCode();
    if (end.status() == JobStatus.SUCCEEDED) {
      return ExitCode.OK;
    }
    return script && code.isPresent() ? code.getAsInt() : ExitCode.FAILED;
  }
}
