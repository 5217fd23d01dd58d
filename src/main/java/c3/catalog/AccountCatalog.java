package c3.catalog;

import c3.model.Account;
import c3.model.AccountId;
import c3.model.AccountName;
import c3.model.Balance;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The accounts of a server. One that was removed is in no list and opens nothing; what it kept
/// stays, for jobs that mount it.
public interface AccountCatalog {
  /// Adds an account, or gives one back that was removed, with what it kept and none of its keys.
  /// One that is there stays as it is.
  ///
  /// @param quotaBytes of an account that is new
  Account add(AccountName name, long quotaBytes) throws IOException;

  /// Removes an account, revokes its keys and ends its memberships, in one transaction. One that is
  /// not there stays so.
  void remove(AccountId account) throws IOException;

  /// An account by its name.
  Optional<Account> find(AccountName name) throws IOException;

  /// An account by its number.
  Optional<Account> find(AccountId account) throws IOException;

  /// Every account, by name.
  List<Account> list() throws IOException;

  /// Says how much an account may keep, and how many of its jobs may be queued or run, from now on.
  void bound(AccountId account, long quotaBytes, long jobsMax) throws IOException;

  /// What an account keeps.
  Balance balance(AccountId account) throws IOException;
}
