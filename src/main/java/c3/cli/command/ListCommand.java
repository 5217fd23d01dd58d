package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Table;
import c3.json.JsonObject;
import c3.json.JsonValue.Items;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 list`: the hardware that jobs can run on. There is one profile, this machine.
public final class ListCommand implements Command {
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final String TOTAL = "MemTotal:";
  private static final long KIB = 1024;

  @Override
  public CommandSpec specification() {
    return Options.command(
            "list",
            "List the hardware profiles that jobs can run on.",
            "c3 list",
            "c3 list -al           with what each has",
            "c3 list --json")
        .addOption(Options.flag("Also those that cannot be used now.", "-a", "--all"))
        .addOption(Options.flag("With what each has.", "-l", "--long"))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    int processors = Runtime.getRuntime().availableProcessors();
    long memory = memoryBytes();
    if (Options.isGiven(arguments, Options.JSON)) {
      context
          .output()
          .json(
              new Items(
                  List.of(
                      JsonObject.with()
                          .put("name", "local")
                          .put("provider", "local")
                          .put("cpus", processors)
                          .put("memory_bytes", memory)
                          .build())));
      return ExitCode.OK;
    }
    boolean longer = Options.isGiven(arguments, "-l");
    Table table =
        longer
            ? Table.titled("PROFILE", "PROVIDER", "CPUS", "MEMORY")
            : Table.titled("PROFILE", "PROVIDER");
    if (longer) {
      table.row("local", "local", Integer.toString(processors), Amounts.size(memory));
    } else {
      table.row("local", "local");
    }
    table.lines().forEach(context.output()::result);
    return ExitCode.OK;
  }

  private static long memoryBytes() throws IOException {
    try (Stream<String> lines = Files.lines(MEMORY)) {
      Optional<String> total = lines.filter(line -> line.startsWith(TOTAL)).findFirst();
      return total
          .map(line -> line.substring(TOTAL.length()).replace("kB", "").strip())
          .map(kib -> Long.parseLong(kib) * KIB)
          .orElse(0L);
    }
  }
}
