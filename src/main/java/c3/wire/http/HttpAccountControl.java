package c3.wire.http;

import c3.model.Account;
import c3.model.AccountName;
import c3.model.ApiKey;
import c3.model.Balance;
import c3.wire.AccountControl;
import c3.wire.Route;
import c3.wire.UserControl;
import c3.wire.codec.AccountJson;
import c3.wire.codec.ApiKeyJson;
import c3.wire.codec.BalanceJson;
import c3.wire.codec.BoundsJson;
import c3.wire.codec.KeyRequestJson;
import c3.wire.codec.ListJson;
import c3.wire.message.KeyRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Accounts over HTTP, for a command line; see `HttpControlPlane`.
public final class HttpAccountControl implements AccountControl, UserControl {
  private final HttpCaller http;

  /// @param endpoints where the server is, asked before each call
  public HttpAccountControl(EndpointSource endpoints, HttpLimits limits) {
    this.http = new UrlConnectionCaller(endpoints, limits);
  }

  private static HttpQuery of(Optional<AccountName> user) {
    return new HttpQuery().putIfPresent("user", user.map(AccountName::text));
  }

  @Override
  public Account account(Optional<AccountName> user) throws IOException {
    return http.call(HttpCall.of(Route.ACCOUNT).with(of(user))).decode(new AccountJson());
  }

  @Override
  public Balance balance(Optional<AccountName> user) throws IOException {
    return http.call(HttpCall.of(Route.BALANCE).with(of(user))).decode(new BalanceJson());
  }

  @Override
  public List<ApiKey> keys(Optional<AccountName> user) throws IOException {
    return http.call(HttpCall.of(Route.KEYS).with(of(user)))
        .decode(new ListJson<>("keys", new ApiKeyJson()));
  }

  @Override
  public ApiKey createKey(KeyRequest request) throws IOException {
    return http.call(HttpCall.of(Route.CREATE_KEY).with(new KeyRequestJson(), request))
        .decode(new ApiKeyJson());
  }

  @Override
  public ApiKey revokeKey(Optional<AccountName> user, long number) throws IOException {
    return http.call(HttpCall.of(Route.REVOKE_KEY, number).with(of(user))).decode(new ApiKeyJson());
  }

  @Override
  public List<Account> users() throws IOException {
    return http.call(HttpCall.of(Route.USERS)).decode(new ListJson<>("users", new AccountJson()));
  }

  @Override
  public Account addUser(AccountName name) throws IOException {
    return http.call(HttpCall.of(Route.ADD_USER, name)).decode(new AccountJson());
  }

  @Override
  public void removeUser(AccountName name) throws IOException {
    http.call(HttpCall.of(Route.REMOVE_USER, name)).bytes();
  }

  @Override
  public Account boundUser(AccountName name, Bounds bounds) throws IOException {
    return http.call(HttpCall.of(Route.BOUND_USER, name).with(new BoundsJson(), bounds))
        .decode(new AccountJson());
  }
}
