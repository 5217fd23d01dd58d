package c3.cli.command;

import static c3.cli.command.GroupCommand.member;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.local.Tokens;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Table;
import c3.cli.terminal.TypedAmounts;
import c3.json.JsonObject;
import c3.model.AccountName;
import c3.model.ApiKey;
import c3.model.Digest;
import c3.wire.message.KeyRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 apikey create | list | revoke`: the keys that open an account.
public final class ApiKeyCommands {
  /// What every key begins with.
  static final String KEY = "c3_key_";

  private static final String NAME = "--name";
  private static final String EXPIRES = "--expires";
  private static final int PREFIX_LENGTH = KEY.length() + 8;

  private ApiKeyCommands() {}

  /// The group.
  public static Command group() {
    return new GroupCommand(
        () ->
            Options.command(
                "apikey",
                "Make, list and revoke the keys that open an account.",
                "c3 apikey create --name laptop --expires 30d",
                "c3 apikey list",
                "c3 apikey revoke 3"),
        List.of(
            member("create", Create::new),
            member("list", Listed::new),
            member("revoke", Revoke::new)));
  }

  private static final class Create implements Command {
    @Override
    public CommandSpec specification() {
      return Options.command(
              "create",
              "Make a key and print it, this once; the server keeps only its hash.",
              "c3 apikey create --name laptop --expires 30d",
              "c3 apikey create --user ann > ann.key     another user's; administrator only",
              "c3 apikey create --json | jq -r .key")
          .addOption(Users.option())
          .addOption(Options.text("NAME", "What to call it.", NAME))
          .addOption(
              Options.text(
                  "TIME", "How long it is good for: 12h, 30d, 8w (default: always).", EXPIRES))
          .addOption(Options.json());
    }

    @Override
    public int run(ParseResult arguments, Context context) throws IOException {
      Optional<AccountName> user = Users.of(arguments);
      String text = Tokens.secret(KEY, context.environment().random());
      KeyRequest request =
          new KeyRequest(
              user,
              Digest.of(text.getBytes(StandardCharsets.UTF_8)),
              Options.textOf(arguments, NAME).orElse(""),
              text.substring(0, PREFIX_LENGTH),
              validity(arguments));
      try (Connection server = context.connector().connect()) {
        ApiKey key = server.account().createKey(request);
        if (Options.isGiven(arguments, Options.JSON)) {
          context.output().json(json(key, Optional.of(text), context));
        } else {
          context.output().result(text);
          context.output().note("this is key " + key.number() + "; it is not shown again");
          context.output().note("  try: c3 login --key-stdin, where it is to be used");
        }
        return ExitCode.OK;
      }
    }

    private static Optional<Duration> validity(ParseResult arguments) throws WrongUsage {
      Optional<String> typed = Options.textOf(arguments, EXPIRES);
      Optional<Duration> time = typed.flatMap(TypedAmounts::time);
      if (typed.isPresent() && time.isEmpty()) {
        throw new WrongUsage("`" + typed.get() + "` is not a time", "--expires 30d");
      }
      return time;
    }
  }

  private static final class Listed implements Command {
    @Override
    public CommandSpec specification() {
      return Options.command(
              "list",
              "List the keys of an account, without their secrets.",
              "c3 apikey list",
              "c3 apikey list --user ann            another user's; administrator only",
              "c3 apikey list --user ann --json")
          .addOption(Users.option())
          .addOption(Options.json());
    }

    @Override
    public int run(ParseResult arguments, Context context) throws IOException {
      try (Connection server = context.connector().connect()) {
        List<ApiKey> keys = server.account().keys(Users.of(arguments));
        if (Options.isGiven(arguments, Options.JSON)) {
          context
              .output()
              .json(keys.stream().map(key -> json(key, Optional.empty(), context)).toList());
        } else if (keys.isEmpty()) {
          context.output().note("no keys");
        } else {
          table(keys, context).lines().forEach(context.output()::result);
        }
        return ExitCode.OK;
      }
    }
  }

  private static Table table(List<ApiKey> keys, Context context) {
    Instant now = context.environment().clock().instant();
    Table table = Table.titled("ID", "KEY", "NAME", "CREATED", "EXPIRES", "STATE");
    for (ApiKey key : keys) {
      table.row(
          Long.toString(key.number()),
          key.prefix() + "...",
          key.name(),
          Amounts.ago(key.created(), now),
          key.expires().map(end -> Amounts.awayFrom(end, now)).orElse("never"),
          state(key, now));
    }
    return table;
  }

  private static String state(ApiKey key, Instant now) {
    return key.revoked().isPresent() ? "revoked" : key.isExpired(now) ? "expired" : "good";
  }

  private static JsonObject json(ApiKey key, Optional<String> text, Context context) {
    return JsonObject.with()
        .put("id", key.number())
        .putIfPresent("key", text)
        .put("prefix", key.prefix())
        .put("name", key.name())
        .put("created", key.created().toString())
        .putOrNull("expires", key.expires().map(Instant::toString))
        .putOrNull("revoked", key.revoked().map(Instant::toString))
        .put("state", state(key, context.environment().clock().instant()))
        .build();
  }

  private static final class Revoke implements Command {
    @Override
    public CommandSpec specification() {
      return Options.command(
              "revoke",
              "End a key for good, at once.",
              "c3 apikey list                       its number",
              "c3 apikey revoke 3",
              "c3 apikey revoke 3 --user ann        administrator only")
          .addPositional(Options.argument(0, "ID", true, "The key's number in the list."))
          .addOption(Users.option())
          .addOption(Options.json());
    }

    @Override
    public int run(ParseResult arguments, Context context) throws IOException {
      String typed = Options.argumentOf(arguments, 0).orElseThrow();
      if (!typed.matches("[0-9]{1,18}")) {
        throw new WrongUsage("a key is revoked by its number", "c3 apikey list");
      }
      try (Connection server = context.connector().connect()) {
        ApiKey key = server.account().revokeKey(Users.of(arguments), Long.parseLong(typed));
        if (Options.isGiven(arguments, Options.JSON)) {
          context.output().json(json(key, Optional.empty(), context));
        } else {
          context.output().result("key " + key.number() + " (" + key.prefix() + "...) is revoked");
        }
        return ExitCode.OK;
      }
    }
  }
}
