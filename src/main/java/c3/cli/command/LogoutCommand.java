package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.local.Home;
import c3.cli.local.Logins;
import c3.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 logout`: forgets the key for the server in use, and goes back to this machine.
public final class LogoutCommand implements Command {
  private final Home home;

  public LogoutCommand(Home home) {
    this.home = home;
  }

  @Override
  public CommandSpec specification() {
    return Options.command(
            "logout",
            "Forget the key for the server in use; commands then use this machine as its own user.",
            "c3 whoami                 first, on which server",
            "c3 logout",
            "c3 apikey revoke 3        ends a key everywhere")
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    Optional<URI> server = context.connector().elsewhere();
    Logins logins = Logins.read(home.logins());
    Logins without = logins.without(server);
    boolean wasIn = !without.equals(logins);
    if (wasIn) {
      without.write(home.logins());
    }
    Optional<String> address = server.map(URI::toString);
    if (Options.isGiven(arguments, Options.JSON)) {
      JsonObject.Builder json = JsonObject.with().put("was_logged_in", wasIn);
      context.output().json(json.putOrNull("server", address).build());
    } else {
      String where = address.orElse("the server of this machine");
      context.output().result(wasIn ? "logged out of " + where : "nobody was logged in");
    }
    return ExitCode.OK;
  }
}
