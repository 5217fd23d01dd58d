package c3.wire.http;

import c3.model.AccountName;
import c3.model.Member;
import c3.model.Membership;
import c3.model.ProjectName;
import c3.model.Role;
import c3.wire.ProjectControl;
import c3.wire.Route;
import c3.wire.codec.ListJson;
import c3.wire.codec.MemberJson;
import c3.wire.codec.MembershipJson;
import c3.wire.codec.RoleJson;
import java.io.IOException;
import java.util.List;

/// Projects over HTTP, for a command line; see `HttpControlPlane`.
public final class HttpProjectControl implements ProjectControl {
  private final HttpCaller http;

  /// @param endpoints where the server is, asked before each call
  public HttpProjectControl(EndpointSource endpoints, HttpLimits limits) {
    this.http = new UrlConnectionCaller(endpoints, limits);
  }

  @Override
  public List<Membership> projects() throws IOException {
    return http.call(HttpCall.of(Route.PROJECTS))
        .decode(new ListJson<>("projects", new MembershipJson()));
  }

  @Override
  public List<Member> members(ProjectName project) throws IOException {
    return http.call(HttpCall.of(Route.MEMBERS, project))
        .decode(new ListJson<>("members", new MemberJson()));
  }

  @Override
  public Member share(ProjectName project, AccountName user, Role role) throws IOException {
    return http.call(HttpCall.of(Route.SHARE, project, user).with(new RoleJson(), role))
        .decode(new MemberJson());
  }

  @Override
  public void unshare(ProjectName project, AccountName user) throws IOException {
    http.call(HttpCall.of(Route.UNSHARE, project, user)).bytes();
  }
}
