package c3.cli.command;

import c3.cli.ExitCode;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// A command that only has commands below it, such as `c3 data`.
public final class GroupCommand implements Command {
  private final Supplier<CommandSpec> head;
  private final List<Member> members;

  /// A command below a group.
  ///
  /// @param name what it is called, as its specification says too
  /// @param command how it is made
  public record Member(String name, Supplier<Command> command) {}

  /// @param head makes the group's own name, sentence and examples
  /// @param members in the order that help lists them
  public GroupCommand(Supplier<CommandSpec> head, List<Member> members) {
    this.head = head;
    this.members = List.copyOf(members);
  }

  /// A command below a group.
  public static Member member(String name, Supplier<Command> command) {
    return new Member(name, command);
  }

  @Override
  public CommandSpec specification() {
    CommandSpec specification = head.get();
    for (Member member : members) {
      specification.addSubcommand(member.name(), member.command().get().specification());
    }
    return specification;
  }

  @Override
  public Command narrowedTo(List<String> typed) {
    for (Member member : members) {
      if (!typed.isEmpty() && member.name().equals(typed.getFirst())) {
        List<String> rest = typed.subList(1, typed.size());
        Command only = member.command().get().narrowedTo(rest);
        return new GroupCommand(head, List.of(member(member.name(), () -> only)));
      }
    }
    return this;
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    if (!arguments.hasSubcommand()) {
      arguments.commandSpec().commandLine().usage(context.output().err());
      return ExitCode.USAGE;
    }
    ParseResult called = arguments.subcommand();
    for (Member member : members) {
      if (member.name().equals(called.commandSpec().name())) {
        return member.command().get().run(called, context);
      }
    }
    throw new IllegalStateException("no command " + called.commandSpec().name());
  }
}
