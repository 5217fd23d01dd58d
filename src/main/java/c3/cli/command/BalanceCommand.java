package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Output;
import c3.cli.terminal.Table;
import c3.json.JsonObject;
import c3.json.JsonValue;
import c3.json.JsonValue.Nothing;
import c3.json.JsonValue.Whole;
import c3.model.Account;
import c3.model.Balance;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 balance`: what is kept, and how much may be.
public final class BalanceCommand implements Command {
  private static final int PERCENT = 100;

  @Override
  public CommandSpec specification() {
    return Options.command(
            "balance",
            "Show what you keep, what it takes up, and your quota.",
            "c3 balance",
            "c3 balance --json | jq .charged_bytes",
            "c3 balance --user ann        administrator only")
        .addOption(Users.option())
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    try (Connection server = context.connector().connect()) {
      Balance balance = server.account().balance(Users.of(arguments));
      if (Options.isGiven(arguments, Options.JSON)) {
        context.output().json(json(balance));
      } else {
        show(balance, context.output());
      }
      return ExitCode.OK;
    }
  }

  private static void show(Balance balance, Output output) {
    Table table = new Table(List.of(false, false, false));
    table.row("stored", stored(balance), in(balance));
    table.row(
        "listed", Amounts.size(balance.logicalBytes()), "(identical content is charged once)");
    table.row("on disk", Amounts.size(balance.storedBytes()), "");
    if (balance.unchargedBytes() > 0) {
      table.row(
          "and",
          Amounts.size(balance.unchargedBytes()),
          "(not charged: removed but not freed yet, workspaces, uploads that did not end)");
    }
    table.lines().forEach(output::result);
    if (balance.isOver()) {
      output.result(
          "over quota by "
              + Amounts.size(balance.chargedBytes() - balance.quotaBytes())
              + "; nothing is lost or refused");
      output.note("  try: c3 data du --each, then c3 data rm -r /jobs/JOB/");
    }
  }

  private static String stored(Balance balance) {
    String charged = Amounts.size(balance.chargedBytes());
    if (balance.quotaBytes() == Account.UNBOUNDED) {
      return charged + ", no quota";
    }
    OptionalLong percent = percent(balance);
    return charged
        + " of "
        + Amounts.size(balance.quotaBytes())
        + (percent.isPresent() ? " (" + shown(percent.getAsLong()) + ")" : "");
  }

  /// What is rounded up to one is less.
  private static String shown(long percent) {
    return percent == 1 ? "under 1 %" : percent + " %";
  }

  private static String in(Balance balance) {
    return "in %s job%s, %s dataset%s"
        .formatted(
            Amounts.count(balance.jobs()),
            balance.jobs() == 1 ? "" : "s",
            Amounts.count(balance.datasets()),
            balance.datasets() == 1 ? "" : "s");
  }

  /// Of the quota; rounded up, so that only what is within it is at most 100.
  private static OptionalLong percent(Balance balance) {
    boolean none = balance.quotaBytes() == 0 || balance.quotaBytes() == Account.UNBOUNDED;
    return none
        ? OptionalLong.empty()
        : OptionalLong.of(
            (long) Math.ceil((double) balance.chargedBytes() * PERCENT / balance.quotaBytes()));
  }

  static JsonObject json(Balance balance) {
    OptionalLong percent = percent(balance);
    JsonValue shown = percent.isPresent() ? new Whole(percent.getAsLong()) : new Nothing();
    return JsonObject.with()
        .put("charged_bytes", balance.chargedBytes())
        .put("logical_bytes", balance.logicalBytes())
        .put("stored_bytes", balance.storedBytes())
        .put("uncharged_bytes", balance.unchargedBytes())
        .put("quota_bytes", UserCommands.bound(balance.quotaBytes()))
        .put("percent", shown)
        .put("over_quota", balance.isOver())
        .put("jobs", balance.jobs())
        .put("datasets", balance.datasets())
        .build();
  }
}
