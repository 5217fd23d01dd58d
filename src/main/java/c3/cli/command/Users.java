package c3.cli.command;

import c3.model.AccountName;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The user that a command is about.
final class Users {
  private static final String USER = "--user";

  private Users() {}

  static OptionSpec option() {
    return Options.text("USER", "Another user's; only for the administrator.", USER);
  }

  /// The one that was named; absent: oneself.
  static Optional<AccountName> of(ParseResult arguments) throws WrongUsage {
    Optional<String> typed = Options.textOf(arguments, USER);
    return typed.isPresent() ? Optional.of(named(typed.get())) : Optional.empty();
  }

  /// Throws `WrongUsage` when a text is no user's name.
  static AccountName named(String text) throws WrongUsage {
    try {
      return new AccountName(text);
    } catch (IllegalArgumentException e) {
      throw new WrongUsage(String.valueOf(e.getMessage()), "c3 server user list");
    }
  }
}
