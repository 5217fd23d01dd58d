package c3.cli;

import c3.cli.command.Context;
import c3.cli.terminal.Output;
import c3.model.C3Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParameterException;

/// Runs the command that was typed and turns what it throws into one line and an exit status.
public final class Cli {
  private final Context context;
  private final Door door;
  private final DefectLog defects;

  public Cli(Context context, Door door, DefectLog defects) {
    this.context = context;
    this.door = door;
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
      int status = door.run(arguments, context);
      // Whoever reads may stop reading, as `head` does: that is no failure of ours.
      return output.flushed() ? status : ExitCode.OK;
    } catch (ParameterException e) {
      door.refuse(e, output);
      return ExitCode.USAGE;
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
}
