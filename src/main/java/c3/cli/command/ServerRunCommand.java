package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.local.Build;
import c3.cli.local.Home;
import c3.cli.local.ServerProgram;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 server run`: the server itself, in the foreground.
public final class ServerRunCommand implements Command {
  private final Home home;
  private final Build build;

  public ServerRunCommand(Home home, Build build) {
    this.home = home;
    this.build = build;
  }

  @Override
  public CommandSpec specification() {
    return Options.command(
        "run",
        "Run the server in the foreground until Ctrl-C.",
        "c3 server run",
        "C3_HOME=/data/c3 c3 server run",
        "C3_PORT=7800 c3 server run");
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    try {
      new ServerProgram(home, build, context.environment()).run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK;
  }
}
