package c3.model;

/// The number of an account, whose bytes are kept apart from every other account's.
public record AccountId(long number) {
  /// The one account of a server that nobody set accounts up on.
  public static final AccountId LOCAL = new AccountId(1);
}
