package c3.server.accounts;

import c3.catalog.AccountCatalog;
import c3.catalog.Catalog;
import c3.catalog.ProjectCatalog;
import c3.catalog.ProjectCatalog.Access;
import c3.model.Account;
import c3.model.AccountName;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Member;
import c3.model.Membership;
import c3.model.ProjectName;
import c3.model.Role;
import c3.server.data.Scopes;
import c3.wire.ProjectControl;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/// Projects as one account sees them, answered from the catalog in the same process.
public final class CatalogProjectControl implements ProjectControl {
  private static final Logger LOG = System.getLogger(CatalogProjectControl.class.getName());
  private static final int PROJECTS_MAX = 10_000;

  private final Scopes scopes;
  private final ProjectCatalog projects;
  private final AccountCatalog accounts;

  public CatalogProjectControl(Scopes scopes, Catalog catalog) {
    this.scopes = scopes;
    this.projects = catalog.projects();
    this.accounts = catalog.accounts();
  }

  @Override
  public List<Membership> projects() throws IOException {
    return projects.list(scopes.account(), "", PROJECTS_MAX);
  }

  @Override
  public List<Member> members(ProjectName project) throws IOException {
    Access access = scopes.access(project);
    return projects.members(access.owner(), access.project());
  }

  @Override
  public Member share(ProjectName project, AccountName user, Role role) throws IOException {
    Access access = scopes.access(project);
    Scopes.require(access, Role.OWNER);
    if (role == Role.OWNER) {
      throw new C3Exception(
          ErrorCode.INVALID, "a project has one owner; share it as reader or writer");
    }
    // First, so that who has no such project learns nothing of users.
    projects.members(access.owner(), access.project());
    Account account = user(user);
    if (account.id().equals(access.owner())) {
      throw new C3Exception(ErrorCode.INVALID, user + " owns " + access.project() + " already");
    }
    projects.share(access.owner(), access.project(), account.id(), role);
    LOG.log(
        Level.INFO,
        "project {0}: {1} is a {2}",
        access.project().of(access.ownerName()),
        user,
        role);
    return new Member(user, role);
  }

  @Override
  public void unshare(ProjectName project, AccountName user) throws IOException {
    Access access = scopes.access(project);
    if (!scopes.isNamed(user)) {
      Scopes.require(access, Role.OWNER);
    }
    Account account = user(user);
    if (account.id().equals(access.owner())) {
      throw new C3Exception(ErrorCode.INVALID, user + " owns " + access.project() + " and stays");
    }
    projects.unshare(access.owner(), access.project(), account.id());
    LOG.log(
        Level.INFO, "project {0}: {1} is no member", access.project().of(access.ownerName()), user);
  }

  private Account user(AccountName name) throws IOException {
    return accounts
        .find(name)
        .orElseThrow(() ->
            new C3Exception(
                ErrorCode.NOT_FOUND,
                "there is no user " + name,
                Optional.of("c3 project members")));
  }
}
