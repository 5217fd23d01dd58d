package c3.server.routes;

import c3.model.AccountName;
import c3.model.Member;
import c3.model.Membership;
import c3.model.ProjectName;
import c3.model.Role;
import c3.wire.ProjectControl;
import c3.wire.Route;
import c3.wire.codec.Codec;
import c3.wire.codec.ListJson;
import c3.wire.codec.MemberJson;
import c3.wire.codec.MembershipJson;
import c3.wire.codec.RoleJson;
import java.io.IOException;
import java.util.List;

/// Projects and who works in them.
public final class ProjectRoutes implements RouteTable.RouteGroup {
  private final Codec<List<Membership>> projects = new ListJson<>("projects", new MembershipJson());
  private final MemberJson member = new MemberJson();
  private final Codec<List<Member>> members = new ListJson<>("members", member);
  private final RoleJson roles = new RoleJson();
  private final Reach reach;
  private final HttpServerLimits limits;

  public ProjectRoutes(Reach reach, HttpServerLimits limits) {
    this.reach = reach;
    this.limits = limits;
  }

  @Override
  public void addTo(RouteTable table) {
    table.add(Route.PROJECTS, exchange -> exchange.answer(projects, control(exchange).projects()));
    table.add(
        Route.MEMBERS,
        exchange -> exchange.answer(members, control(exchange).members(project(exchange))));
    table.add(Route.SHARE, this::share);
    table.add(Route.UNSHARE, this::unshare);
  }

  private ProjectControl control(Exchange exchange) throws IOException {
    return reach.projects(exchange.person());
  }

  private static ProjectName project(Exchange exchange) throws IOException {
    return exchange.parameter("project", ProjectName::new);
  }

  private static AccountName user(Exchange exchange) throws IOException {
    return exchange.parameter("user", AccountName::new);
  }

  private void share(Exchange exchange) throws IOException {
    Role role = exchange.body(roles, limits.shared().controlBodyMax());
    exchange.answer(member, control(exchange).share(project(exchange), user(exchange), role));
  }

  private void unshare(Exchange exchange) throws IOException {
    control(exchange).unshare(project(exchange), user(exchange));
    exchange.done();
  }
}
