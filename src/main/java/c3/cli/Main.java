package c3.cli;

import c3.cli.command.AgentCommand;
import c3.cli.command.ApiKeyCommands;
import c3.cli.command.BalanceCommand;
import c3.cli.command.CancelCommand;
import c3.cli.command.CheckCommand;
import c3.cli.command.Command;
import c3.cli.command.Commands;
import c3.cli.command.CompleteCommand;
import c3.cli.command.CompletionCommand;
import c3.cli.command.Context;
import c3.cli.command.DataCommands;
import c3.cli.command.DeployCommand;
import c3.cli.command.HelpCommand;
import c3.cli.command.InitCommand;
import c3.cli.command.ListCommand;
import c3.cli.command.LoginCommand;
import c3.cli.command.LogoutCommand;
import c3.cli.command.LogsCommand;
import c3.cli.command.ProjectCommands;
import c3.cli.command.PullCommand;
import c3.cli.command.RecoverCommand;
import c3.cli.command.ServerCommands;
import c3.cli.command.ServerRunCommand;
import c3.cli.command.SqueueCommand;
import c3.cli.command.StatusCommand;
import c3.cli.command.VersionCommand;
import c3.cli.command.WarmUpCommand;
import c3.cli.command.WhoamiCommand;
import c3.cli.foundations.FoundationsDoor;
import c3.cli.local.Build;
import c3.cli.local.DefectFile;
import c3.cli.local.Home;
import c3.cli.local.HttpConnector;
import c3.cli.local.LocalServer;
import c3.cli.terminal.Output;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The program, as `c3` or as `foundations`: wires what a command needs, runs it and ends with its
/// exit status.
public final class Main {
  private static final int OUT_BUFFER = 64 * 1024;

  private Main() {}

  /// Made when it is first asked: the security providers take longer than all of a quick command's
  /// own work.
  private static final class Unguessable {
    static final SecureRandom RANDOM = new SecureRandom();
  }

  public static void main(String[] arguments) {
    Ahead.begin(List.of(arguments));
    Environment environment =
        new Environment(
            System.getenv(),
            Path.of("").toAbsolutePath(),
            Clock.systemUTC(),
            () -> Unguessable.RANDOM.nextLong());
    boolean foundations = System.getProperty("c3.program", "").equals(FoundationsDoor.NAME);
    Output output = output(environment, foundations ? FoundationsDoor.ERROR : Output.ERROR);
    Home home = Home.of(environment);
    Build build = Build.ofThisProcess();
    LocalServer server = new LocalServer(home, environment, build.program());
    Context context =
        new Context(
            environment, output, new HttpConnector(server, home, build, environment, output));
    Door door =
        foundations
            ? new FoundationsDoor(build, foundationsEnvironments())
            : new C3Door(commands(server, home, build));
    int status =
        new Cli(context, door, new DefectFile(home, environment.clock())).run(List.of(arguments));
    output.out().flush();
    output.err().flush();
    System.exit(status);
  }

  /// Every command there is.
  static Commands commands(LocalServer server, Home home, Build build) {
    Map<String, Supplier<Command>> byName = new LinkedHashMap<>();
    Commands[] all = new Commands[1];
    byName.put("init", InitCommand::new);
    byName.put("deploy", DeployCommand::new);
    byName.put("squeue", SqueueCommand::new);
    byName.put("status", StatusCommand::new);
    byName.put("logs", LogsCommand::new);
    byName.put("cancel", CancelCommand::new);
    byName.put("pull", PullCommand::new);
    byName.put("data", DataCommands::group);
    byName.put("recover", RecoverCommand::new);
    byName.put("list", ListCommand::new);
    byName.put("balance", BalanceCommand::new);
    byName.put("login", () -> new LoginCommand(home));
    byName.put("logout", () -> new LogoutCommand(home));
    byName.put("whoami", WhoamiCommand::new);
    byName.put("apikey", ApiKeyCommands::group);
    byName.put("project", ProjectCommands::group);
    byName.put("check", () -> new CheckCommand(home));
    byName.put(
        "server",
        () -> new ServerCommands(server, home, new ServerRunCommand(home, build)).group());
    byName.put("agent", () -> new AgentCommand(home, server, build));
    byName.put("completion", CompletionCommand::new);
    byName.put("complete", () -> new CompleteCommand(() -> all[0]));
    byName.put("warm-up", () -> new WarmUpCommand(() -> all[0]));
    byName.put("version", () -> new VersionCommand(build));
    byName.put("help", () -> new HelpCommand(() -> all[0]));
    all[0] = new Commands(byName);
    return all[0];
  }

  private static Path foundationsEnvironments() {
    return Path.of(System.getProperty("user.home", "/"), ".foundations", "config");
  }

  private static Output output(Environment environment, String errorWord) {
    boolean plain =
        environment.variable("NO_COLOR").isPresent()
            || environment.variable("TERM").filter("dumb"::equals).isPresent();
    boolean outTerminal = isTerminal(1);
    boolean errTerminal = isTerminal(2);
    return new Output(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        outTerminal,
        errTerminal,
        errTerminal && !plain,
        errorWord);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), OUT_BUFFER),
        false,
        StandardCharsets.UTF_8);
  }

  /// Whether a descriptor is a terminal, asked without a native call.
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Path.of("/proc/self/fd/" + descriptor).toRealPath().toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }
}
