package c3.server.routes;

import c3.model.Account;
import c3.model.AccountName;
import c3.model.ApiKey;
import c3.wire.AccountControl;
import c3.wire.Route;
import c3.wire.UserControl;
import c3.wire.codec.AccountJson;
import c3.wire.codec.ApiKeyJson;
import c3.wire.codec.BalanceJson;
import c3.wire.codec.BoundsJson;
import c3.wire.codec.Codec;
import c3.wire.codec.KeyRequestJson;
import c3.wire.codec.ListJson;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Accounts: who asks, what is kept, keys; and the users, for the administrator.
public final class AccountRoutes implements RouteTable.RouteGroup {
  private final AccountJson accounts = new AccountJson();
  private final Codec<List<Account>> users = new ListJson<>("users", accounts);
  private final BoundsJson bounds = new BoundsJson();
  private final BalanceJson balances = new BalanceJson();
  private final ApiKeyJson keys = new ApiKeyJson();
  private final Codec<List<ApiKey>> keyLists = new ListJson<>("keys", keys);
  private final KeyRequestJson keyRequests = new KeyRequestJson();
  private final Reach reach;
  private final HttpServerLimits limits;

  public AccountRoutes(Reach reach, HttpServerLimits limits) {
    this.reach = reach;
    this.limits = limits;
  }

  @Override
  public void addTo(RouteTable table) {
    table.add(
        Route.ACCOUNT,
        exchange -> exchange.answer(accounts, own(exchange).account(user(exchange))));
    table.add(
        Route.BALANCE,
        exchange -> exchange.answer(balances, own(exchange).balance(user(exchange))));
    table.add(
        Route.KEYS, exchange -> exchange.answer(keyLists, own(exchange).keys(user(exchange))));
    table.add(Route.CREATE_KEY, this::createKey);
    table.add(Route.REVOKE_KEY, this::revokeKey);
    table.add(Route.USERS, exchange -> exchange.answer(users, all(exchange).users()));
    table.add(
        Route.ADD_USER,
        exchange -> exchange.answer(accounts, all(exchange).addUser(name(exchange))));
    table.add(Route.REMOVE_USER, this::removeUser);
    table.add(Route.BOUND_USER, this::boundUser);
  }

  private AccountControl own(Exchange exchange) throws IOException {
    return reach.account(exchange.person());
  }

  private UserControl all(Exchange exchange) throws IOException {
    return reach.users(exchange.person());
  }

  private static Optional<AccountName> user(Exchange exchange) throws IOException {
    return exchange.query(query -> query.text("user").map(AccountName::new));
  }

  private static AccountName name(Exchange exchange) throws IOException {
    return exchange.parameter("user", AccountName::new);
  }

  private void createKey(Exchange exchange) throws IOException {
    exchange.answer(
        keys,
        own(exchange).createKey(exchange.body(keyRequests, limits.shared().controlBodyMax())));
  }

  private void revokeKey(Exchange exchange) throws IOException {
    long number = exchange.parameter("key", Long::parseUnsignedLong);
    exchange.answer(keys, own(exchange).revokeKey(user(exchange), number));
  }

  private void removeUser(Exchange exchange) throws IOException {
    all(exchange).removeUser(name(exchange));
    exchange.done();
  }

  private void boundUser(Exchange exchange) throws IOException {
    exchange.answer(
        accounts,
        all(exchange)
            .boundUser(name(exchange), exchange.body(bounds, limits.shared().controlBodyMax())));
  }
}
