package c3.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// A command's specification made ready: to parse what was typed, and to show its help.
public final class CommandLines {
  private CommandLines() {}

  /// The parser of a command under `c3`, with the options that every command takes.
  public static CommandLine of(Command command) {
    CommandSpec specification = completed(command.specification());
    specification.parent(CommandSpec.create().name("c3"));
    return new CommandLine(specification);
  }

  /// Adds what every command takes, also those below it.
  private static CommandSpec completed(CommandSpec specification) {
    specification
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build())
        .addOption(
            OptionSpec.builder("-v", "--verbose")
                .description("Say more about what went wrong.")
                .build());
    specification
        .usageMessage()
        .synopsisHeading("Usage: ")
        .optionListHeading("%nOptions:%n")
        .commandListHeading("%nCommands:%n")
        .sortOptions(false);
    for (CommandLine below : specification.subcommands().values()) {
      completed(below.getCommandSpec());
    }
    return specification;
  }
}
