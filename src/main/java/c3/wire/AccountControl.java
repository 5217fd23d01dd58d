package c3.wire;

import c3.model.Account;
import c3.model.AccountName;
import c3.model.ApiKey;
import c3.model.Balance;
import c3.wire.message.KeyRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What a person may ask about their own account, and the administrator about any. Every call is
/// repeatable. Throws `C3Exception` FORBIDDEN when anybody else asks about another account, whether
/// there is one or not.
///
/// In each, the user is the account that is meant; absent: the caller's own.
public interface AccountControl {
  /// The account.
  Account account(Optional<AccountName> user) throws IOException;

  /// What the account keeps, and what it may.
  Balance balance(Optional<AccountName> user) throws IOException;

  /// The account's keys, newest first.
  List<ApiKey> keys(Optional<AccountName> user) throws IOException;

  /// Makes a key known. Its text never leaves whoever made it: only its hash comes here.
  ApiKey createKey(KeyRequest request) throws IOException;

  /// Ends a key for good, at once. Throws NOT_FOUND when the account has none of this number.
  ApiKey revokeKey(Optional<AccountName> user, long number) throws IOException;
}
