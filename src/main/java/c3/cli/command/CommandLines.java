package c3.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// A command's specification made ready: to parse what was typed, and to show its help.
public final class CommandLines {
  private CommandLines() {}

  /// The parser of a command under `c3`, with the options that every command takes.
  public static CommandLine of(Command command) {
    CommandSpec specification = completed(command.specification(), "Usage: ");
    specification.parent(CommandSpec.create().name("c3"));
    return parser(specification);
  }

  /// The parser of a whole program with commands below it.
  ///
  /// @param usage what stands before the usage line
  public static CommandLine ofProgram(CommandSpec program, String usage) {
    return parser(completed(program, usage));
  }

  /// An argument such as `@latest` is what it says, never a file with more arguments in it.
  private static CommandLine parser(CommandSpec specification) {
    return new CommandLine(specification).setExpandAtFiles(false);
  }

  /// Adds what every command takes, also those below it.
  private static CommandSpec completed(CommandSpec specification, String usage) {
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
        .synopsisHeading(usage)
        .optionListHeading("%nOptions:%n")
        .commandListHeading("%nCommands:%n")
        .sortOptions(false)
        .sortSynopsis(false);
    for (CommandLine below : specification.subcommands().values()) {
      completed(below.getCommandSpec(), usage);
    }
    return specification;
  }
}
