package c3.cli.foundations;

import c3.cli.ExitCode;
import c3.cli.command.Command;
import c3.cli.command.Context;
import c3.cli.command.Options;
import c3.cli.terminal.Output;
import c3.cli.terminal.Table;
import c3.project.FoundationsEnvironments.Named;
import c3.project.FoundationsProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `foundations info`: the project around, and the environments that can be named in it.
final class InfoCommand implements Command {
  private static final String ENVIRONMENTS = "--env";

  private final KnownEnvironments environments;

  InfoCommand(KnownEnvironments environments) {
    this.environments = environments;
  }

  @Override
  public CommandSpec specification() {
    return Options.command(
            "info",
            "Show the project in this folder and its environments.",
            "foundations info",
            "foundations info --env      the environments alone, with their files")
        .addOption(Options.flag("List the environments that can be named here.", ENVIRONMENTS));
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    Output output = context.output();
    List<Named> all = environments.around(context).all();
    if (Options.isGiven(arguments, ENVIRONMENTS)) {
      Table table = new Table(List.of(false, false));
      table.row("ENV", "FILE");
      all.forEach(environment -> table.row(environment.name(), environment.shown()));
      table.lines().forEach(output::result);
      return ExitCode.OK;
    }
    Path here = context.environment().directory();
    Table table = new Table(List.of(false, false));
    table.row("project", FoundationsProject.in(here).name().text());
    table.row("folder", here.toString());
    table.row("environments", String.join(", ", all.stream().map(Named::name).toList()));
    table.lines().forEach(output::result);
    return ExitCode.OK;
  }
}
