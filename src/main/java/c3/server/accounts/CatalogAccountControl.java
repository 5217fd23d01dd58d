package c3.server.accounts;

import c3.catalog.AccountCatalog;
import c3.catalog.Catalog;
import c3.catalog.KeyCatalog;
import c3.catalog.KeyCatalog.NewKey;
import c3.model.Account;
import c3.model.AccountId;
import c3.model.AccountName;
import c3.model.ApiKey;
import c3.model.Balance;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.wire.AccountControl;
import c3.wire.message.KeyRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// One account's own affairs, answered from the catalog in the same process.
public final class CatalogAccountControl implements AccountControl {
  private static final int KEYS_MAX = 1_000;
  private static final int TEXT_MAX = 100;
  private static final Duration VALIDITY_MAX = Duration.ofDays(36_500);

  private final AccountId caller;
  private final AccountCatalog accounts;
  private final KeyCatalog keys;
  private final InstantSource clock;

  public CatalogAccountControl(AccountId caller, Catalog catalog, InstantSource clock) {
    this.caller = caller;
    this.accounts = catalog.accounts();
    this.keys = catalog.keys();
    this.clock = clock;
  }

  @Override
  public Account account(Optional<AccountName> user) throws IOException {
    Account own = accounts.find(caller).orElseThrow(CatalogAccountControl::closed);
    if (user.isEmpty() || user.get().equals(own.name())) {
      return own;
    }
    if (!caller.isAdministrator()) {
      throw new C3Exception(
          ErrorCode.FORBIDDEN, "only the administrator asks about other users than " + own.name());
    }
    return Users.existing(accounts, user.get());
  }

  private static C3Exception closed() {
    return new C3Exception(ErrorCode.UNAUTHORIZED, "this account was removed");
  }

  @Override
  public Balance balance(Optional<AccountName> user) throws IOException {
    return accounts.balance(account(user).id());
  }

  @Override
  public List<ApiKey> keys(Optional<AccountName> user) throws IOException {
    return keys.list(account(user).id());
  }

  @Override
  public ApiKey createKey(KeyRequest request) throws IOException {
    check(request);
    AccountId account = account(request.user()).id();
    if (keys.list(account).size() >= KEYS_MAX) {
      throw new C3Exception(ErrorCode.INVALID, "an account has at most " + KEYS_MAX + " keys");
    }
    return keys.add(
        account,
        new NewKey(
            request.hash(),
            request.name(),
            request.prefix(),
            request.validity().map(clock.instant()::plus)));
  }

  private static void check(KeyRequest request) throws C3Exception {
    if (request.name().length() > TEXT_MAX || request.prefix().length() > TEXT_MAX) {
      throw new C3Exception(
          ErrorCode.INVALID, "a key's name has at most " + TEXT_MAX + " characters");
    }
    Duration validity = request.validity().orElse(VALIDITY_MAX);
    if (!validity.isPositive() || validity.compareTo(VALIDITY_MAX) > 0) {
      throw new C3Exception(ErrorCode.INVALID, "a key is good for up to 36500 days");
    }
  }

  @Override
  public ApiKey revokeKey(Optional<AccountName> user, long number) throws IOException {
    return keys.revoke(account(user).id(), number);
  }
}
