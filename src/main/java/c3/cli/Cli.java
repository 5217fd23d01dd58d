package c3.cli;

import c3.cli.command.Command;
import c3.cli.command.Commands;
import c3.cli.command.Context;
import c3.cli.terminal.Output;
import c3.model.C3Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Finds the command that was typed, runs it and turns what it throws into one line and an exit
/// status.
///
/// Only the command that was typed is built: the parser's own set-up is most of what a quick
/// command costs.
public final class Cli {
  private final Context context;
  private final Commands commands;

  public Cli(Context context, Commands commands) {
    this.context = context;
    this.commands = commands;
  }

  /// Runs one command line and returns its exit status.
  public int run(List<String> arguments) {
    Output output = context.output();
    boolean verbose = arguments.contains("-v") || arguments.contains("--verbose");
    try {
      int status = dispatch(arguments);
      // Whoever reads may stop reading, as `head` does: that is no failure of ours.
      return output.flushed() ? status : ExitCode.OK;
    } catch (ParameterException e) {
      return wrongUsage(e);
    } catch (C3Exception e) {
      output.error(e);
      explain(e, verbose);
      return ExitCode.FAILED;
    } catch (FileSystemException e) {
      output.error(sentence(e));
      explain(e, verbose);
      return ExitCode.FAILED;
    } catch (IOException | UncheckedIOException e) {
      output.error(Optional.ofNullable(e.getMessage()).orElse("reading or writing failed"));
      explain(e, verbose);
      return ExitCode.FAILED;
    }
  }

  private int dispatch(List<String> arguments) throws IOException {
    String word = arguments.isEmpty() ? "help" : arguments.getFirst();
    if (word.equals("--help") || word.equals("-h")) {
      word = "help";
    }
    if (word.equals("--version") || word.equals("-V")) {
      word = "version";
    }
    Command command = commands.named(word).orElse(null);
    if (command == null) {
      return unknown(word);
    }
    CommandSpec specification = completed(command.specification());
    specification.parent(CommandSpec.create().name("c3"));
    CommandLine parser = new CommandLine(specification);
    ParseResult result = parser.parseArgs(arguments.stream().skip(1).toArray(String[]::new));
    CommandLine called = result.asCommandLineList().getLast();
    if (called.isUsageHelpRequested()) {
      called.usage(context.output().out());
      return ExitCode.OK;
    }
    return command.run(result, context);
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

  private int unknown(String word) {
    context.output().error("unknown command `" + word + "`");
    context
        .output()
        .note(commands.nearest(word).map(near -> "  try: c3 " + near).orElse("  try: c3 help"));
    return ExitCode.USAGE;
  }

  private int wrongUsage(ParameterException e) {
    String path = e.getCommandLine().getCommandSpec().qualifiedName(" ");
    context.output().error(firstLine(e));
    List<String> near =
        e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    context
        .output()
        .note(near.isEmpty() ? "  try: " + path + " --help" : "  try: " + near.getFirst());
    return ExitCode.USAGE;
  }

  private static String firstLine(ParameterException e) {
    String message = Optional.ofNullable(e.getMessage()).orElse("wrong usage");
    String line = message.lines().findFirst().orElse(message);
    return Character.toLowerCase(line.charAt(0)) + line.substring(1);
  }

  /// What the file system said, in words rather than in the name of a class.
  private static String sentence(FileSystemException e) {
    String reason =
        switch (e) {
          case NoSuchFileException absent -> "no such file or folder";
          case AccessDeniedException denied -> "permission denied";
          default -> Optional.ofNullable(e.getReason()).orElse("the file system refused it");
        };
    return Optional.ofNullable(e.getFile()).map(file -> file + ": " + reason).orElse(reason);
  }

  private void explain(Throwable failure, boolean verbose) {
    int depth = 0;
    for (Throwable cause = failure.getCause();
        verbose && cause != null && depth < 10;
        cause = cause.getCause()) {
      context.output().note("  because: " + cause);
      depth++;
    }
  }
}
