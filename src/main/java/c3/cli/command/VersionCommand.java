package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.local.Build;
import c3.json.JsonObject;
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
    return Options.command(
            "version",
            "Print the version and the build.",
            "c3 --version",
            "c3 version",
            "c3 version --json | jq -r .build")
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    if (Options.isGiven(arguments, Options.JSON)) {
      String jdk = Runtime.version().toString();
      JsonObject.Builder json = JsonObject.with().put("version", build.version());
      context.output().json(json.put("build", build.id()).put("jdk", jdk).build());
    } else {
      context.output().result(build.sentence("c3"));
    }
    return ExitCode.OK;
  }
}
