package c3.cli;

import c3.cli.command.Command;
import c3.cli.command.CommandLines;
import c3.cli.command.Commands;
import c3.cli.command.Context;
import c3.cli.command.WrongUsage;
import c3.cli.terminal.Output;
import c3.model.C3Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Finds the command that was typed, runs it and turns what it throws into one line and an exit
/// status.
///
/// Only the command that was typed is built: the parser's own set-up is most of what a quick
/// command costs.
public final class Cli {
  private final Context context;
  private final Commands commands;
  private final DefectLog defects;

  public Cli(Context context, Commands commands, DefectLog defects) {
    this.context = context;
    this.commands = commands;
    this.defects = defects;
  }

  /// Where a defect is written down in full, for whoever mends it.
  @FunctionalInterface
  public interface DefectLog {
    /// Returns the file that holds it; absent when it could not be written.
    Optional<String> write(RuntimeException defect);
  }

  /// Runs one command line and returns its exit status.
  public int run(List<String> arguments) {
    Output output = context.output();
    boolean verbose = arguments.contains("-v") || arguments.contains("--verbose");
    Failures failures = new Failures(context, verbose);
    try {
      int status = dispatch(arguments);
      // Whoever reads may stop reading, as `head` does: that is no failure of ours.
      return output.flushed() ? status : ExitCode.OK;
    } catch (ParameterException e) {
      return failures.wrongUsage(e);
    } catch (C3Exception e) {
      return failures.refused(e);
    } catch (IOException e) {
      return failures.notDone(e);
    } catch (UncheckedIOException e) {
      return failures.notDone(new IOException(e.getMessage(), e));
    } catch (RuntimeException e) {
      return failures.defect(e, defects.write(e));
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
    String typed = word;
    Command command = commands.named(word).orElseThrow(() -> unknown(typed));
    ParseResult result =
        CommandLines.of(command).parseArgs(arguments.stream().skip(1).toArray(String[]::new));
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
}
