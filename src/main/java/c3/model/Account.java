package c3.model;

/// An account and its bounds.
///
/// @param quotaBytes what it may keep before it is warned; `UNBOUNDED` for any amount
/// @param jobsMax how many of its jobs may wait or run at once; `UNBOUNDED` for any number
public record Account(AccountId id, AccountName name, long quotaBytes, long jobsMax) {
  /// The number that is no bound.
  public static final long UNBOUNDED = Long.MAX_VALUE;
}
