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
  private static final String EACH = "--each";

  @Override
  public CommandSpec specification() {
    return Options.command(
            "du",
            "Show what data paths take up: all of it, each content once, and what only they use.",
            "c3 data du                             everything",
            "c3 data du --each                      each project and dataset, largest first",
            "c3 data du --each /projects/digits/jobs/",
            "c3 data du --json /datasets/images/@v1 /projects/digits/data/")
        .addPositional(Options.arguments("PATH", "Data paths (default: everything)."))
        .addOption(Options.flag("Each thing right below, that which only it uses first.", EACH))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    List<String> paths = List.of(arguments.matchedPositionalValue(0, new String[0]));
    boolean json = Options.isGiven(arguments, Options.JSON);
    try (Connection server = context.connector().connect()) {
      if (Options.isGiven(arguments, EACH)) {
        List<String> lists = paths.isEmpty() ? List.of("/projects/", "/datasets/") : paths;
        List<EachUsage> all = EachUsage.below(lists, server.control());
        if (json) {
          context.output().json(EachUsage.json(all));
        } else {
          EachUsage.show(all, context.output());
        }
        return ExitCode.OK;
      }
      Usage usage = server.control().usage(paths);
      if (json) {
        context.output().json(json(usage));
      } else {
        table(usage).lines().forEach(context.output()::result);
      }
      return ExitCode.OK;
    }
  }

  static JsonObject json(Usage usage) {
    return json(JsonObject.with(), usage);
  }

  /// The same behind other fields.
  static JsonObject json(JsonObject.Builder before, Usage usage) {
    return before
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
