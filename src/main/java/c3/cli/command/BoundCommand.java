package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.model.Account;
import c3.model.AccountName;
import c3.model.ByteSize;
import c3.wire.UserControl.Bounds;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 server quota` and `c3 server concurrency`: what a user may keep, and how many jobs they may
/// have at once.
final class BoundCommand implements Command {
  static final String UNLIMITED = "unlimited";

  private final Supplier<CommandSpec> specification;
  private final Function<String, Optional<Bounds>> parser;
  private final Function<Account, String> said;

  private BoundCommand(
      Supplier<CommandSpec> specification,
      Function<String, Optional<Bounds>> parser,
      Function<Account, String> said) {
    this.specification = specification;
    this.parser = parser;
    this.said = said;
  }

  static Command quota() {
    return new BoundCommand(
        () ->
            Options.command(
                    "quota",
                    "Say how much a user may keep before they are warned; nothing is ever refused.",
                    "c3 server quota 500GB",
                    "c3 server quota 1.5TB --user ann",
                    "c3 server quota unlimited")
                .addPositional(
                    Options.argument(0, "SIZE", true, "Such as 100GB, 1.5TB or unlimited.")),
        typed ->
            number(typed, ByteSize::parse).map(n -> new Bounds(Optional.of(n), Optional.empty())),
        after -> after.name() + " may keep " + UserCommands.quota(after.quotaBytes()));
  }

  static Command concurrency() {
    return new BoundCommand(
        () ->
            Options.command(
                    "concurrency",
                    "Say how many jobs of a user may wait or run at once; more are refused.",
                    "c3 server concurrency 4",
                    "c3 server concurrency 4 --user ann",
                    "c3 server concurrency unlimited")
                .addPositional(Options.argument(0, "N", true, "A number, or unlimited.")),
        typed ->
            number(typed, BoundCommand::count)
                .map(n -> new Bounds(Optional.empty(), Optional.of(n))),
        after ->
            after.name() + " may have " + UserCommands.jobs(after.jobsMax()) + " jobs at once");
  }

  private static Optional<Long> number(String typed, Function<String, Optional<Long>> parser) {
    return typed.equals(UNLIMITED) ? Optional.of(Account.UNBOUNDED) : parser.apply(typed);
  }

  private static Optional<Long> count(String typed) {
    return typed.matches("[0-9]{1,9}") ? Optional.of(Long.parseLong(typed)) : Optional.empty();
  }

  @Override
  public CommandSpec specification() {
    return specification.get().addOption(Users.option()).addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    String typed = Options.argumentOf(arguments, 0).orElseThrow();
    CommandSpec self = arguments.commandSpec();
    Bounds bounds =
        parser
            .apply(typed)
            .orElseThrow(() ->
                new WrongUsage(
                    "`" + typed + "` is not what " + self.name() + " takes",
                    "c3 server " + self.name() + " --help"));
    Optional<AccountName> user = Users.of(arguments);
    try (Connection server = context.connector().connect()) {
      AccountName name = user.isPresent() ? user.get() : server.account().account(user).name();
      Account after = server.users().boundUser(name, bounds);
      if (Options.isGiven(arguments, Options.JSON)) {
        context.output().json(UserCommands.json(after));
      } else {
        context.output().result(said.apply(after));
      }
      return ExitCode.OK;
    }
  }
}
