package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.local.Build;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 --version`.
public final class VersionCommand implements Command {
  private final Build build;

  public VersionCommand(Build build) {
    this.build = build;
  }

  @Override
  public CommandSpec specification() {
    return Options.command("version", "Print the version and the build.", "c3 --version");
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    context
        .output()
        .result(
            "c3 " + build.version() + " (build " + build.id() + ", JDK " + Runtime.version() + ")");
    return ExitCode.OK;
  }
}
