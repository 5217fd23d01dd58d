package c3.cli.command;

import static c3.cli.command.GroupCommand.member;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Table;
import c3.json.JsonObject;
import c3.json.JsonValue;
import c3.json.JsonValue.Nothing;
import c3.json.JsonValue.Whole;
import c3.model.Account;
import c3.model.AccountName;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 server user add | list | remove`, and the bounds of each user: `c3 server quota` and `c3
/// server concurrency`.
public final class UserCommands {
  private UserCommands() {}

  /// The group `user`.
  static Command group() {
    return new GroupCommand(
        () ->
            Options.command(
                "user",
                "Add, list and remove users of the server; administrator only.",
                "c3 server user add ann",
                "c3 apikey create --user ann        the key that Ann logs in with",
                "c3 server user list                who there is, and what they may keep"),
        List.of(
            member("add", Add::new), member("list", Listed::new), member("remove", Remove::new)));
  }

  private static AccountName name(ParseResult arguments) throws WrongUsage {
    return Users.named(Options.argumentOf(arguments, 0).orElseThrow());
  }

  private static CommandSpec withName(CommandSpec specification) {
    return specification.addPositional(Options.argument(0, "NAME", true, "The user's name."));
  }

  private static final class Add implements Command {
    @Override
    public CommandSpec specification() {
      return withName(
              Options.command(
                  "add",
                  "Add a user.",
                  "c3 server user add ann",
                  "c3 server quota 100GB --user ann    before they are warned",
                  "c3 apikey create --user ann        the key that Ann logs in with"))
          .addOption(Options.json());
    }

    @Override
    public int run(ParseResult arguments, Context context) throws IOException {
      AccountName name = name(arguments);
      try (Connection server = context.connector().connect()) {
        boolean known = server.users().users().stream().anyMatch(user -> user.name().equals(name));
        Account user = server.users().addUser(name);
        if (Options.isGiven(arguments, Options.JSON)) {
          context.output().json(json(user));
        } else {
          context.output().result(known ? "user " + name + " is there already" : "added " + name);
          context.output().note("  try: c3 apikey create --user " + name);
        }
        return ExitCode.OK;
      }
    }
  }

  private static final class Remove implements Command {
    @Override
    public CommandSpec specification() {
      return withName(
              Options.command(
                  "remove",
                  "Remove a user and revoke their keys; what they kept stays on the disk.",
                  "c3 server user list",
                  "c3 server user remove ann",
                  "c3 server user add ann            gives back what they kept, with new keys"))
          .addOption(Options.json());
    }

    @Override
    public int run(ParseResult arguments, Context context) throws IOException {
      AccountName name = name(arguments);
      try (Connection server = context.connector().connect()) {
        server.users().removeUser(name);
        if (Options.isGiven(arguments, Options.JSON)) {
          context.output().json(JsonObject.with().put("user", name.text()).build());
        } else {
          context
              .output()
              .result("removed " + name + "; none of their keys opens anything any more");
        }
        return ExitCode.OK;
      }
    }
  }

  private static final class Listed implements Command {
    @Override
    public CommandSpec specification() {
      return Options.command(
              "list",
              "List the users of the server and their bounds.",
              "c3 server user list",
              "c3 server user list --json",
              "c3 server user list --json | jq -r .[].user")
          .addOption(Options.json());
    }

    @Override
    public int run(ParseResult arguments, Context context) throws IOException {
      try (Connection server = context.connector().connect()) {
        List<Account> users = server.users().users();
        if (Options.isGiven(arguments, Options.JSON)) {
          context.output().json(users.stream().map(UserCommands::json).toList());
        } else {
          Table table = Table.titled("USER", "QUOTA", "JOBS AT ONCE");
          users.forEach(user ->
              table.row(user.name().text(), quota(user.quotaBytes()), jobs(user.jobsMax())));
          table.lines().forEach(context.output()::result);
        }
        return ExitCode.OK;
      }
    }
  }

  /// A user and their bounds.
  static JsonObject json(Account user) {
    return JsonObject.with()
        .put("user", user.name().text())
        .put("quota_bytes", bound(user.quotaBytes()))
        .put("jobs_max", bound(user.jobsMax()))
        .build();
  }

  /// A bound as programs read it: null for none.
  static JsonValue bound(long number) {
    return number == Account.UNBOUNDED ? new Nothing() : new Whole(number);
  }

  static String quota(long bytes) {
    return bytes == Account.UNBOUNDED ? BoundCommand.UNLIMITED : Amounts.size(bytes);
  }

  static String jobs(long number) {
    return number == Account.UNBOUNDED ? BoundCommand.UNLIMITED : Amounts.count(number);
  }
}
