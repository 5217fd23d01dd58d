package c3.cli.command;

import c3.cli.ExitCode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// A command that only has commands below it, such as `c3 data`.
public final class GroupCommand implements Command {
  private final CommandSpec head;
  private final Map<String, Command> below;

  /// @param head the group's own name, sentence and examples
  public GroupCommand(CommandSpec head, List<Command> below) {
    this.head = head;
    this.below =
        below.stream()
            .collect(
                Collectors.toMap(command -> command.specification().name(), Function.identity()));
    below.forEach(command -> {
      CommandSpec specification = command.specification();
      head.addSubcommand(specification.name(), specification);
    });
  }

  @Override
  public CommandSpec specification() {
    return head;
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    if (!arguments.hasSubcommand()) {
      new CommandLine(head).usage(context.output().err());
      return ExitCode.USAGE;
    }
    ParseResult called = arguments.subcommand();
    Command command = below.get(called.commandSpec().name());
    if (command == null) {
      throw new IllegalStateException("no command " + called.commandSpec().name());
    }
    return command.run(called, context);
  }
}
