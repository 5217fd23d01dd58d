package c3.cli.foundations;

import static c3.cli.command.GroupCommand.member;

import c3.cli.Door;
import c3.cli.ExitCode;
import c3.cli.command.CommandLines;
import c3.cli.command.Context;
import c3.cli.command.GroupCommand;
import c3.cli.command.Options;
import c3.cli.local.Build;
import c3.cli.terminal.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The program as `foundations`. It takes options as Python's argparse does, and says in its way
/// what is wrong with them.
public final class FoundationsDoor implements Door {
  /// What the program is called then.
  public static final String NAME = "foundations";

  /// What its errors begin with.
  public static final String ERROR = "Error";

  private static final String USAGE = "usage: ";

  private final Build build;
  private final GroupCommand commands;

  /// @param global the folder with the environments for every project
  public FoundationsDoor(Build build, Path global) {
    this.build = build;
    KnownEnvironments environments = new KnownEnvironments(global);
    this.commands =
        new GroupCommand(
            FoundationsDoor::head,
            List.of(
                member("init", InitCommand::new),
                member("deploy", () -> new DeployCommand(environments)),
                member("info", () -> new InfoCommand(environments)),
                member("retrieve", () -> retrieve(environments))));
  }

  private static GroupCommand retrieve(KnownEnvironments environments) {
    return new GroupCommand(
        () ->
            Options.command(
                "retrieve",
                "Get what a job left, or what it has printed.",
                "foundations retrieve artifacts --job_id=ID --env=local",
                "foundations retrieve logs --job_id=ID --env=local"),
        List.of(
            member("artifacts", () -> new RetrieveArtifactsCommand(environments)),
            member("logs", () -> new RetrieveLogsCommand(environments))));
  }

  private static CommandSpec head() {
    return Options.command(
            NAME,
            "Run a Python driver as a job and keep the files that it writes.",
            "foundations init my-project",
            "foundations deploy project_code/driver.py --env local",
            "foundations retrieve artifacts --job_id=ID --env=local")
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print the version.")
                .build());
  }

  @Override
  public int run(List<String> arguments, Context context) throws IOException {
    CommandLine program =
        CommandLines.ofProgram(commands.specification(), USAGE).setOverwrittenOptionsAllowed(true);
    List<String> words = arguments.isEmpty() ? List.of("--help") : arguments;
    ParseResult result = program.parseArgs(words.toArray(String[]::new));
    CommandLine called = result.asCommandLineList().getLast();
    if (called.isUsageHelpRequested()) {
      called.usage(context.output().out());
      return ExitCode.OK;
    }
    if (program.isVersionHelpRequested()) {
      context.output().result(build.sentence(NAME));
      return ExitCode.OK;
    }
    if (!called.getSubcommands().isEmpty()) {
      throw new ParameterException(called, UsageErrors.required(UsageErrors.choice(called)));
    }
    return commands.run(result, context);
  }

  @Override
  public void refuse(ParameterException failure, Output output) {
    CommandSpec called = failure.getCommandLine().getCommandSpec();
    Help help = new Help(called, Help.defaultColorScheme(Ansi.OFF));
    (USAGE + help.synopsis(USAGE.length())).lines().forEach(output::note);
    output.note(called.qualifiedName(" ") + ": error: " + UsageErrors.sentence(failure));
  }
}
