package c3.cli;

import c3.cli.command.Command;
import c3.cli.command.CommandLines;
import c3.cli.command.Commands;
import c3.cli.command.Context;
import c3.cli.command.WrongUsage;
import c3.cli.terminal.Output;
import c3.model.Nearest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The program as `c3`.
///
/// Only the command that was typed is built.
public final class C3Door implements Door {
  private final Commands commands;

  public C3Door(Commands commands) {
    this.commands = commands;
  }

  @Override
  public int run(List<String> arguments, Context context) throws IOException {
    String word = arguments.isEmpty() ? "help" : arguments.getFirst();
    if (word.equals("--help") || word.equals("-h")) {
      word = "help";
    }
    if (word.equals("--version") || word.equals("-V")) {
      word = "version";
    }
    String typed = word;
    List<String> rest = arguments.stream().skip(1).toList();
    Command command = commands.named(word).orElseThrow(() -> unknown(typed)).narrowedTo(rest);
    ParseResult result = CommandLines.of(command).parseArgs(rest.toArray(String[]::new));
    CommandLine called = result.asCommandLineList().getLast();
    if (called.isUsageHelpRequested()) {
      called.usage(context.output().out());
      return ExitCode.OK;
    }
    return command.run(result, context);
  }

  private WrongUsage unknown(String word) {
    return word.startsWith("-")
        ? new WrongUsage("unknown option `" + word + "`; a command comes first", "c3 help")
        : new WrongUsage(
            "unknown command `" + word + "`",
            commands.nearest(word).map(near -> "c3 " + near).orElse("c3 help"));
  }

  @Override
  public void refuse(ParameterException failure, Output output) {
    CommandLine called = failure.getCommandLine();
    String path = called.getCommandSpec().qualifiedName(" ");
    String hint = path + " --help";
    String message = firstLine(failure);
    if (failure instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      String word = unmatched.getUnmatched().getFirst();
      List<String> below = List.copyOf(called.getSubcommands().keySet());
      message =
          below.isEmpty()
              ? "unexpected argument `" + word + "`"
              : "unknown command `" + path + " " + word + "`";
      hint = Nearest.to(word, below).map(near -> path + " " + near).orElse(hint);
    } else if (failure instanceof UnmatchedArgumentException unmatched) {
      hint = nearestOption(unmatched.getUnmatched().getFirst(), called).orElse(hint);
    }
    output.error(new WrongUsage(message, hint));
  }

  /// A single letter is as near to any other.
  private static Optional<String> nearestOption(String word, CommandLine called) {
    List<String> known =
        called.getCommandSpec().optionsMap().keySet().stream()
            .filter(name -> name.startsWith("--"))
            .toList();
    return word.startsWith("--") ? Nearest.to(word, known) : Optional.empty();
  }

  private static String firstLine(ParameterException failure) {
    String message = Optional.ofNullable(failure.getMessage()).orElse("wrong usage");
    String line = message.lines().findFirst().orElse(message);
    line = line.replace("is not an int", "is not a whole number");
    return Character.toLowerCase(line.charAt(0)) + line.substring(1);
  }
}
