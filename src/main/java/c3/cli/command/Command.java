package c3.cli.command;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One verb that a person types.
public interface Command {
  /// What it is called, what it takes, and its help. Made anew at each call; cheap.
  CommandSpec specification();

  /// The same command, as far as these words behind its name ask for it: what they cannot mean need
  /// not be specified, since the parser's own set-up is most of what a quick command costs.
  default Command narrowedTo(List<String> typed) {
    return this;
  }

  /// Does it. Returns the exit status; throws `C3Exception` for what a person should read.
  int run(ParseResult arguments, Context context) throws IOException;
}
