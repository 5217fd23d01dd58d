package c3.model;

/// The number of an account, whose bytes are kept apart from every other account's.
public record AccountId(long number) {
  /// The account of the machine's own user, who is the administrator; the only one of a server that
  /// nobody set accounts up on.
  public static final AccountId LOCAL = new AccountId(1);

  /// Whether it may set up accounts and end the server.
  public boolean isAdministrator() {
    return equals(LOCAL);
  }
}
