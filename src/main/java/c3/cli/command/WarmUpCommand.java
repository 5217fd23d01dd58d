package c3.cli.command;

import c3.cli.C3Door;
import c3.cli.Cli;
import c3.cli.Environment;
import c3.cli.ExitCode;
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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 warm-up transfer | control`: types commands of one kind in this one process, so that the
/// cache that a build makes of it knows their classes, and no others: a JVM loads all that its
/// cache knows. The server and the agent are other processes, and learn meanwhile. Only for a home
/// that is thrown away.
public final class WarmUpCommand implements Command {
  private static final String TRANSFER = "transfer";
  private static final String CONTROL = "control";

  /// What moves bytes. The first job is the one that `c3 init` wrote, the second leaves many small
  /// files: a cache keeps what the JVM counted while it ran them, so that the next JVM compiles the
  /// loops that matter at once and not after some thousand rounds. Four times as many files make it
  /// compile twice as much, for nothing.
  private static final List<String> TRANSFERS =
      List.of(
          "init", "deploy -f", "deploy -f many", "pull", "data cp many/tree /datasets/warm-up/");

  /// What looks and does not hash.
  private static final List<String> LOOKS =
      List.of(
          "--version",
          "squeue",
          "status",
          "logs",
          "list",
          "data ls /",
          "data ls -l /datasets/warm-up/",
          "server status");

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String DESCRIPTION = "project: warm-up\nscript: run.sh\n";

  /// More files than one batch of an upload holds, so that the second one is asked about as the
  /// later ones of a large upload are; and links that make the manifest a large file, which few
  /// files do.
  private static final int FOLDERS = 50;

  private static final int FILES_IN_FOLDER = 100;
  private static final int FILE_BYTES = 2_000;
  private static final int LINKS = 2_000;
  private static final int LINK_BYTES = 750;

  private final Supplier<Commands> commands;

  public WarmUpCommand(Supplier<Commands> commands) {
    this.commands = commands;
  }

  @Override
  public CommandSpec specification() {
    CommandSpec spec =
        Options.command("warm-up", "Run commands of one kind, for the start-up cache of a build.")
            .addPositional(
                Options.argument(
                    0, "KIND", true, "What to run: " + TRANSFER + " or " + CONTROL + "."));
    spec.usageMessage().hidden(true);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    boolean transfer = Options.argumentOf(arguments, 0).orElseThrow().equals(TRANSFER);
    endInTime();
    Path project = Files.createTempDirectory("c3-warm-up-");
    Environment outer = context.environment();
    Environment environment =
        new Environment(outer.variables(), project, outer.clock(), outer.random());
    try {
      if (transfer) {
        makeWork(project);
      } else {
        Files.writeString(project.resolve(".c3"), DESCRIPTION);
      }
      Cli cli =
          new Cli(
              new Context(environment, silent(), context.connector()),
              new C3Door(commands.get()),
              defect -> Optional.empty());
      for (String line : transfer ? TRANSFERS : LOOKS) {
        cli.run(List.of(line.split(" ")));
      }
    } finally {
      TreeRemoval.remove(project);
    }
    return ExitCode.OK;
  }

  /// A job that no agent takes would be followed for ever, and with it the build.
  private static void endInTime() {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            Thread.sleep(PATIENCE);
            Runtime.getRuntime().halt(ExitCode.FAILED);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /// A project whose job keeps many small files and links, and a tree of them for a dataset.
  private static void makeWork(Path project) throws IOException {
    Path many = Files.createDirectory(project.resolve("many"));
    Files.writeString(many.resolve(".c3"), DESCRIPTION);
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

  private static Output silent() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Output(nowhere, nowhere, false, false, false, Output.ERROR);
  }
}
