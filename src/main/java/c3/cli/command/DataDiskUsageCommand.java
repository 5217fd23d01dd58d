package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Table;
import c3.json.JsonObject;
import c3.wire.message.Usage;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 data du`: what data paths take up, and what of it nothing else shares.
public final class DataDiskUsageCommand implements Command {
  @Override
  public CommandSpec specification() {
    return Options.command(
            "du",
            "Show what data paths take up: all of it, each content once, and what only they use.",
            "c3 data du                             everything",
            "c3 data du /jobs/job_1795351023411_x6wm3l",
            "c3 data du --json /datasets/images/@v1 /projects/digits/data/")
        .addPositional(Options.arguments("PATH", "Data paths (default: everything)."))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    String[] paths = arguments.matchedPositionalValue(0, new String[0]);
    try (Connection server = context.connector().connect()) {
      Usage usage = server.control().usage(List.of(paths));
      if (Options.isGiven(arguments, Options.JSON)) {
        context.output().json(json(usage));
      } else {
        table(usage).lines().forEach(context.output()::result);
      }
      return ExitCode.OK;
    }
  }

  static JsonObject json(Usage usage) {
    return JsonObject.with()
        .put("files", usage.files())
        .put("logical_bytes", usage.logicalBytes())
        .put("distinct_bytes", usage.distinctBytes())
        .put("unique_bytes", usage.uniqueBytes())
        .putTexts("shared_with", usage.sharedWith())
        .build();
  }

  private static Table table(Usage usage) {
    Table table = new Table(List.of(false, true, false));
    table.row("listed", Amounts.size(usage.logicalBytes()), "in " + Amounts.files(usage.files()));
    table.row("distinct", Amounts.size(usage.distinctBytes()), "each content once");
    table.row("unique", Amounts.size(usage.uniqueBytes()), "used by nothing else");
    long shared = usage.distinctBytes() - usage.uniqueBytes();
    if (shared > 0) {
      String users = String.join(", ", usage.sharedWith());
      table.row("shared", Amounts.size(shared), users.isEmpty() ? "" : "with " + users);
    }
    return table;
  }
}
