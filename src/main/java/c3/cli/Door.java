package c3.cli;

import c3.cli.command.Context;
import c3.cli.terminal.Output;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.ParameterException;

/// What the program is called by: the commands that it has then, and how it speaks of a line that
/// is none.
public interface Door {
  /// Runs a command line and returns its exit status. Throws `ParameterException` for one that
  /// makes no sense, and `C3Exception` for what a person should read.
  int run(List<String> arguments, Context context) throws IOException;

  /// Says why a command line makes no sense.
  void refuse(ParameterException failure, Output output);
}
