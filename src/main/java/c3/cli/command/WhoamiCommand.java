package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.json.JsonObject;
import c3.model.Account;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 whoami`: which account commands use, and where.
public final class WhoamiCommand implements Command {
  @Override
  public CommandSpec specification() {
    return Options.command(
            "whoami",
            "Show which user you are, and on which server.",
            "c3 whoami",
            "C3_SERVER=https://c3.lab:7733 c3 whoami",
            "c3 whoami --json | jq -r .user")
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    try (Connection server = context.connector().connect()) {
      Account account = server.account().account(Optional.empty());
      boolean administrator = account.id().isAdministrator();
      if (Options.isGiven(arguments, Options.JSON)) {
        context.output().json(json(account, server));
      } else {
        context
            .output()
            .result(
                account.name()
                    + (administrator ? " (administrator)" : "")
                    + "   "
                    + server.address());
      }
      return ExitCode.OK;
    }
  }

  /// Who somebody is, and where.
  static JsonObject json(Account account, Connection server) {
    return JsonObject.with()
        .put("user", account.name().text())
        .put("administrator", account.id().isAdministrator())
        .put("server", server.address())
        .build();
  }
}
