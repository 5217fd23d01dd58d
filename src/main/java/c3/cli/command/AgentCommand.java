package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.local.AgentProgram;
import c3.cli.local.Build;
import c3.cli.local.Home;
import c3.cli.local.LocalServer;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 agent`: the process that runs jobs on this machine. The server starts it by itself.
public final class AgentCommand implements Command {
  private final Home home;
  private final LocalServer server;
  private final Build build;

  public AgentCommand(Home home, LocalServer server, Build build) {
    this.home = home;
    this.server = server;
    this.build = build;
  }

  @Override
  public CommandSpec specification() {
    return Options.command(
        "agent",
        "Run jobs on this machine until ended; the server starts this by itself.",
        "c3 agent",
        "C3_SLOTS=4 c3 agent               four jobs at once",
        "C3_HANDOVER=off c3 agent          send every byte instead of linking files",
        "C3_UPLOAD_PATIENCE=60 c3 agent    give up an upload after 60 seconds");
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    try {
      new AgentProgram(home, server, build, context.environment()).run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK;
  }
}
