package c3.cli.command;

import c3.cli.C3Door;
import c3.cli.Cli;
import c3.cli.Environment;
import c3.cli.ExitCode;
import c3.cli.local.AgentProgram;
import c3.cli.local.Build;
import c3.cli.local.Home;
import c3.cli.local.LocalServer;
import c3.cli.local.ServerProgram;
import c3.cli.terminal.Output;
import c3.posix.TreeRemoval;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 warm-up`: runs a server, an agent and a small job in this one process, so that the cache
/// that a build makes of it knows the classes of all three. Only for a home that is thrown away.
public final class WarmUpCommand implements Command {
  private static final long START_NANOS = Duration.ofSeconds(20).toNanos();
  private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

  /// What is typed in the project. The first job is the one that `c3 init` wrote, the second leaves
  /// many small files: the cache keeps what the JVM counted while it ran them, so that the next JVM
  /// compiles the loops that matter at once and not after some thousand rounds. Four times as many
  /// files make it compile twice as much, for nothing.
  private static final List<String> TYPED =
      List.of(
          "deploy -f",
          "squeue",
          "status",
          "data ls -l /jobs/",
          "deploy -f many",
          "pull",
          "data cp many/tree /datasets/warm-up/",
          "data ls -l /datasets/warm-up/",
          "help");

  /// More files than one batch of an upload holds, so that the second one is asked about as the
  /// later ones of a large upload are; and links that make the manifest a large file, which few
  /// files do.
  private static final int FOLDERS = 50;

  private static final int FILES_IN_FOLDER = 100;
  private static final int FILE_BYTES = 2_000;
  private static final int LINKS = 2_000;
  private static final int LINK_BYTES = 750;

  private final Home home;
  private final LocalServer server;
  private final Build build;
  private final Supplier<Commands> commands;

  public WarmUpCommand(Home home, LocalServer server, Build build, Supplier<Commands> commands) {
    this.home = home;
    this.server = server;
    this.build = build;
    this.commands = commands;
  }

  @Override
  public CommandSpec specification() {
    CommandSpec spec = Options.command("warm-up", "Prepare the start-up cache of a build.");
    spec.usageMessage().hidden(true);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    Path project = Files.createTempDirectory("c3-warm-up-");
    Environment environment = withoutAgentProcess(context.environment());
    Environment inProject =
        new Environment(
            environment.variables(), project, environment.clock(), environment.random());
    background(() -> new ServerProgram(home, build, environment).run());
    try {
      long end = System.nanoTime() + START_NANOS;
      while (server.running().isEmpty() && System.nanoTime() - end < 0) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      background(() -> new AgentProgram(home, server, build, environment).run());
      Cli cli =
          new Cli(
              new Context(inProject, silent(), context.connector()),
              new C3Door(commands.get()),
              defect -> Optional.empty());
      cli.run(List.of("init"));
      makeWork(project);
      for (String line : TYPED) {
        cli.run(List.of(line.split(" ")));
      }
      cli.run(List.of("server", "stop", "--force"));
    } finally {
      TreeRemoval.remove(project);
    }
    return ExitCode.OK;
  }

  /// A project whose job keeps many small files and links, and a tree of them for a dataset.
  private static void makeWork(Path project) throws IOException {
    Path many = Files.createDirectory(project.resolve("many"));
    Files.writeString(many.resolve(".c3"), "project: warm-up\nscript: run.sh\n");
    Files.writeString(many.resolve("run.sh"), "cp -r tree \"$C3_ARTIFACTS_DIR\"\n");
    Random random = new Random(1);
    byte[] content = new byte[FILE_BYTES];
    for (int folder = 0; folder < FOLDERS; folder++) {
      Path in = Files.createDirectories(many.resolve("tree").resolve(Integer.toString(folder)));
      for (int file = 0; file < FILES_IN_FOLDER; file++) {
        random.nextBytes(content);
        Files.write(in.resolve(Integer.toString(file)), content);
      }
    }
    Path links = Files.createDirectory(many.resolve("tree").resolve("links"));
    byte[] target = new byte[LINK_BYTES];
    for (int link = 0; link < LINKS; link++) {
      random.nextBytes(target);
      String name = Base64.getUrlEncoder().encodeToString(target);
      Files.createSymbolicLink(links.resolve(Integer.toString(link)), Path.of(name));
    }
  }

  private static Environment withoutAgentProcess(Environment environment) {
    Map<String, String> variables = new HashMap<>(environment.variables());
    variables.put("C3_AGENT", "off");
    variables.put("C3_PORT", "0");
    return new Environment(
        variables, environment.directory(), environment.clock(), environment.random());
  }

  private static Output silent() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Output(nowhere, nowhere, false, false, false, Output.ERROR);
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void background(Work work) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            work.run();
          } catch (IOException | InterruptedException e) {
            // The commands meet the same failure, and the cache is smaller for it.
            Thread.currentThread().interrupt();
          }
        });
  }
}
