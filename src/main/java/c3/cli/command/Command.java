package c3.cli.command;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One verb that a person types.
public interface Command {
  /// What it is called, what it takes, and its help. Made anew at each call; cheap.
  CommandSpec specification();

  /// Does it. Returns the exit status; throws `C3Exception` for what a person should read.
  int run(ParseResult arguments, Context context) throws IOException;
}
