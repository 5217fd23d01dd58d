package c3.cli.command;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/// The words that specifications of commands are made of.
public final class Options {
  static final String JSON = "--json";
  static final String YES = "--yes";

  private Options() {}

  /// A command with its one sentence and its examples, each a line as it is typed with a remark
  /// behind it.
  public static CommandSpec command(String name, String sentence, String... examples) {
    // An example such as "${fpath[1]}" is a shell's business.
    CommandSpec spec = CommandSpec.create().name(name).interpolateVariables(false);
    UsageMessageSpec usage = spec.usageMessage().description(sentence);
    if (examples.length > 0) {
      String[] footer = new String[examples.length + 2];
      footer[0] = "";
      footer[1] = "Examples:";
      for (int i = 0; i < examples.length; i++) {
        footer[i + 2] = "  " + examples[i].replace("%", "%%");
      }
      usage.footer(footer);
    }
    return spec;
  }

  public static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names)
        .type(boolean.class)
        .arity("0")
        .description(description)
        .build();
  }

  public static OptionSpec text(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  /// A text that must be given.
  public static OptionSpec requiredText(String label, String description, String... names) {
    return text(label, description, names).toBuilder().required(true).build();
  }

  static OptionSpec number(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(Integer.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  static OptionSpec json() {
    return flag("Print JSON, and nothing else, on stdout.", JSON);
  }

  static OptionSpec yes() {
    return flag("Do not ask.", YES, "-y");
  }

  /// The one argument at a place; absent when it is optional and not given.
  public static PositionalParamSpec argument(
      int index, String label, boolean required, String sentence) {
    return PositionalParamSpec.builder()
        .index(Integer.toString(index))
        .type(String.class)
        .arity(required ? "1" : "0..1")
        .required(required)
        .paramLabel(label)
        .description(sentence)
        .build();
  }

  /// The job that a command is about.
  static PositionalParamSpec job(boolean required) {
    return argument(0, "JOB", required, "The job's id, or a prefix that fits only one.");
  }

  /// One of a few words, which completion offers.
  ///
  /// @param words asked when somebody completes
  static PositionalParamSpec oneOf(PositionalParamSpec argument, Iterable<String> words) {
    return argument.toBuilder().completionCandidates(words).build();
  }

  /// The same of an option's value.
  static OptionSpec oneOf(OptionSpec option, Iterable<String> words) {
    return option.toBuilder().completionCandidates(words).build();
  }

  /// Any number of arguments.
  static PositionalParamSpec arguments(String label, String sentence) {
    return PositionalParamSpec.builder()
        .index("0..*")
        .type(String[].class)
        .auxiliaryTypes(String.class)
        .arity("0..*")
        .paramLabel(label)
        .description(sentence)
        .build();
  }

  public static boolean isGiven(ParseResult arguments, String option) {
    return arguments.hasMatchedOption(option);
  }

  public static Optional<String> textOf(ParseResult arguments, String option) {
    return Optional.ofNullable(arguments.<String>matchedOptionValue(option, null));
  }

  public static Optional<String> argumentOf(ParseResult arguments, int index) {
    return Optional.ofNullable(arguments.<String>matchedPositionalValue(index, null));
  }
}
