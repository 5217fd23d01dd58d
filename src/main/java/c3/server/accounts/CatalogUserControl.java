package c3.server.accounts;

import c3.catalog.AccountCatalog;
import c3.model.Account;
import c3.model.AccountId;
import c3.model.AccountName;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.wire.UserControl;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/// The administrator's affairs, answered from the catalog in the same process.
public final class CatalogUserControl implements UserControl {
  private static final Logger LOG = System.getLogger(CatalogUserControl.class.getName());
  private static final long QUOTA_BYTES = 100_000_000_000L;

  private final AccountId caller;
  private final AccountCatalog accounts;

  /// @param caller who asks; each call throws FORBIDDEN unless it is the administrator
  public CatalogUserControl(AccountId caller, AccountCatalog accounts) {
    this.caller = caller;
    this.accounts = accounts;
  }

  private AccountCatalog administered() throws C3Exception {
    if (!caller.isAdministrator()) {
      throw new C3Exception(
          ErrorCode.FORBIDDEN, "only the administrator of this server may do that");
    }
    return accounts;
  }

  @Override
  public List<Account> users() throws IOException {
    return administered().list();
  }

  @Override
  public Account addUser(AccountName name) throws IOException {
    Account account = administered().add(name, QUOTA_BYTES);
    LOG.log(Level.INFO, "user {0} is there", name);
    return account;
  }

  @Override
  public void removeUser(AccountName name) throws IOException {
    Account account = Users.existing(administered(), name);
    if (account.id().isAdministrator()) {
      throw new C3Exception(ErrorCode.INVALID, name + " is the administrator and stays");
    }
    accounts.remove(account.id());
    LOG.log(Level.INFO, "user {0} was removed", name);
  }

  @Override
  public Account boundUser(AccountName name, Bounds bounds) throws IOException {
    Account account = Users.existing(administered(), name);
    accounts.bound(
        account.id(),
        bounds.quotaBytes().orElse(account.quotaBytes()),
        bounds.jobsMax().orElse(account.jobsMax()));
    return Users.existing(accounts, name);
  }
}
