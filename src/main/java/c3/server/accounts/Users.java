package c3.server.accounts;

import c3.catalog.AccountCatalog;
import c3.model.Account;
import c3.model.AccountName;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.util.Optional;

/// Finds the user that somebody who may know all of them has named.
final class Users {
  private Users() {}

  /// Throws `C3Exception` NOT_FOUND when there is none of this name.
  static Account existing(AccountCatalog accounts, AccountName name) throws IOException {
    return accounts
        .find(name)
        .orElseThrow(() ->
            new C3Exception(
                ErrorCode.NOT_FOUND,
                "there is no user " + name,
                Optional.of("c3 server user list")));
  }
}
