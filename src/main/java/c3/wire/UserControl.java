package c3.wire;

import c3.model.Account;
import c3.model.AccountName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What only the administrator may ask. Every call is repeatable. Throws `C3Exception` FORBIDDEN
/// for anybody else, and NOT_FOUND for a user that is not there.
public interface UserControl {
  /// Every account, by name.
  List<Account> users() throws IOException;

  /// Adds an account, or gives one back that was removed, with what it kept. One that is there
  /// stays as it is.
  Account addUser(AccountName name) throws IOException;

  /// Removes an account and ends its keys at once; what it kept stays on the disk. The
  /// administrator's own is refused.
  void removeUser(AccountName name) throws IOException;

  /// Says how much an account may keep, and how many jobs it may have at once.
  Account boundUser(AccountName name, Bounds bounds) throws IOException;

  /// What changes; what is absent stays as it is.
  record Bounds(Optional<Long> quotaBytes, Optional<Long> jobsMax) {}
}
