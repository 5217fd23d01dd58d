package c3.model;

/// What an account keeps, in bytes unless said otherwise.
///
/// @param chargedBytes each distinct content once
/// @param logicalBytes every entry of everything kept
/// @param storedBytes what the charged contents take up on the disk
/// @param unchargedBytes what else of the account's lies on the disk: what was removed and is not
///   freed yet, workspaces of jobs, and what uploads brought that never ended
/// @param quotaBytes what it may keep; `Account.UNBOUNDED` for any amount
/// @param jobs how many jobs keep something
/// @param datasets how many datasets have a version
public record Balance(
    long chargedBytes,
    long logicalBytes,
    long storedBytes,
    long unchargedBytes,
    long quotaBytes,
    long jobs,
    long datasets) {
  /// Whether more is kept than the quota says.
  public boolean isOver() {
    return chargedBytes > quotaBytes;
  }
}
