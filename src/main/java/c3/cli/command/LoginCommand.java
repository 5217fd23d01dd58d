package c3.cli.command;

import c3.cli.Environment;
import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.local.Home;
import c3.cli.local.Logins;
import c3.model.Account;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 login`: checks a key and keeps it for a server.
public final class LoginCommand implements Command {
  private static final String STDIN = "--key-stdin";

  private final Home home;

  public LoginCommand(Home home) {
    this.home = home;
  }

  @Override
  public CommandSpec specification() {
    return Options.command(
            "login",
            "Check a key and keep it; commands then use its account.",
            "c3 login                                  asks for a key of this server",
            "c3 login http://c3.lab:7733               another server, from now on",
            "c3 login --key-stdin < key.txt            in a script")
        .addPositional(
            Options.argument(0, "URL", false, "A server elsewhere (default: the one in use)."))
        .addOption(Options.flag("Read the key from stdin instead of asking.", STDIN))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    Optional<String> typed = Options.argumentOf(arguments, 0);
    Optional<URI> server =
        typed.isPresent()
            ? Optional.of(Logins.address(typed.get(), "URL"))
            : context.connector().elsewhere();
    String key = key(Options.isGiven(arguments, STDIN), context);
    try (Connection connection = context.connector().connectWith(server, key)) {
      Account account = connection.account().account(Optional.empty());
      Logins.read(home.prepared().logins()).with(server, key).write(home.logins());
      if (Options.isGiven(arguments, Options.JSON)) {
        context.output().json(WhoamiCommand.json(account, connection));
      } else {
        context.output().result("logged in to " + connection.address() + " as " + account.name());
      }
    }
    warn(context);
    return ExitCode.OK;
  }

  private static String key(boolean fromStdin, Context context) throws IOException {
    String key = Logins.typedKey(fromStdin ? line() : asked(context), "this");
    if (!key.startsWith(ApiKeyCommands.KEY)) {
      throw new C3Exception(
          ErrorCode.INVALID,
          "this is not a key: keys begin with " + ApiKeyCommands.KEY,
          Optional.of("c3 apikey create, where you are logged in"));
    }
    return key;
  }

  private static String line() throws IOException {
    BufferedReader stdin =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return Optional.ofNullable(stdin.readLine()).orElse("").strip();
  }

  private static String asked(Context context) throws C3Exception {
    Optional<Console> person = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (person.isEmpty() || !context.output().errTerminal()) {
      throw new WrongUsage("nobody is there to type a key", "c3 login --key-stdin < key.txt");
    }
    char[] typed = person.get().readPassword("key: ");
    return typed == null ? "" : new String(typed).strip();
  }

  /// Says when what was kept is not what will be used.
  private static void warn(Context context) {
    Environment environment = context.environment();
    for (String name : new String[] {"C3_API_KEY", "C3_SERVER"}) {
      if (environment.variable(name).isPresent()) {
        context.output().warning(name + " is set and goes before what was just kept");
      }
    }
  }
}
