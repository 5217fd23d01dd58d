package c3.cli.foundations;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with a command line, in the words of Python's argparse.
final class UsageErrors {
  private UsageErrors() {}

  /// One line that says it.
  static String sentence(ParameterException failure) {
    return switch (failure) {
      case MissingParameterException missing -> missing(missing);
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      default -> firstLine(failure);
    };
  }

  /// That something was left out.
  static String required(String names) {
    return "the following arguments are required: " + names;
  }

  /// The commands below one, as a person chooses among them.
  static String choice(CommandLine called) {
    return "{" + String.join(",", called.getSubcommands().keySet()) + "}";
  }

  private static String missing(MissingParameterException failure) {
    boolean withoutValue = firstLine(failure).contains("parameter for option");
    String names =
        failure.getMissing().stream().map(UsageErrors::name).collect(Collectors.joining(", "));
    return withoutValue ? "argument " + names + ": expected one argument" : required(names);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String unmatched(UnmatchedArgumentException failure) {
    List<String> words = failure.getUnmatched();
    List<String> below = List.copyOf(failure.getCommandLine().getSubcommands().keySet());
    if (below.isEmpty() || words.getFirst().startsWith("-")) {
      return "unrecognized arguments: " + String.join(" ", words);
    }
    String choices = below.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
    return "invalid choice: '" + words.getFirst() + "' (choose from " + choices + ")";
  }

  private static String firstLine(ParameterException failure) {
    return Optional.ofNullable(failure.getMessage()).flatMap(m -> m.lines().findFirst()).orElse("");
  }
}
