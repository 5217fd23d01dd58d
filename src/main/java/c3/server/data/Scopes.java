package c3.server.data;

import c3.catalog.AccountCatalog;
import c3.catalog.Catalog;
import c3.catalog.ProjectCatalog;
import c3.catalog.ProjectCatalog.Access;
import c3.model.AccountId;
import c3.model.AccountName;
import c3.model.C3Exception;
import c3.model.DataPath;
import c3.model.ErrorCode;
import c3.model.JobId;
import c3.model.Membership;
import c3.model.Nearest;
import c3.model.ProjectName;
import c3.model.Role;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What one account means by the names of projects, and what it may do in them. Asked anew at each
/// request, so that a role holds from the moment it is given until the moment it is taken. Of a
/// project that is not its own it learns nothing, not even that it is there, unless it is a member.
public final class Scopes {
  private static final int NEAREST_AMONG = 1_000;

  private final ProjectCatalog projects;
  private final AccountCatalog accounts;
  private final AccountId account;

  public Scopes(Catalog catalog, AccountId account) {
    this.projects = catalog.projects();
    this.accounts = catalog.accounts();
    this.account = account;
  }

  /// Where things are looked for.
  ///
  /// @param account in whose account
  /// @param project in which project, as that account says it; absent: in all of the account
  public record Scope(AccountId account, Optional<ProjectName> project) {}

  /// The scope of a project, or of the account itself where none is named. Throws `C3Exception`
  /// NOT_FOUND for a project that is not for this account, and FORBIDDEN for one where it may do
  /// less than is needed.
  public Scope of(Optional<ProjectName> project, Role needed) throws IOException {
    if (project.isEmpty()) {
      return new Scope(account, Optional.empty());
    }
    Access access = access(project.get());
    require(access, needed);
    return new Scope(access.owner(), Optional.of(access.project()));
  }

  /// What this account may do in a project; throws NOT_FOUND as `of` does.
  public Access access(ProjectName project) throws IOException {
    Optional<Access> access = projects.find(account, project);
    if (access.isEmpty()) {
      throw missing(project);
    }
    return access.get();
  }

  /// The account itself.
  public AccountId account() {
    return account;
  }

  /// Whether it is of this name.
  public boolean isNamed(AccountName name) throws IOException {
    return accounts.find(account).filter(self -> self.name().equals(name)).isPresent();
  }

  /// What this account may do in the project of a job; absent when it may not even see it.
  Optional<Access> ofJob(JobId job) throws IOException {
    return projects.ofJob(account, job);
  }

  /// Throws FORBIDDEN unless a role is as much as is needed.
  public static void require(Access access, Role needed) throws C3Exception {
    if (access.role().covers(needed)) {
      return;
    }
    throw new C3Exception(
        ErrorCode.FORBIDDEN,
        needed == Role.OWNER
            ? "only "
                + access.ownerName()
                + ", whose project it is, may do that in "
                + access.said()
            : "you may only read in " + access.said(),
        needed == Role.OWNER
            ? Optional.empty()
            : Optional.of("ask " + access.ownerName() + " to make you a writer"));
  }

  /// Throws as `of` does unless a path leads into what is this account's own; does not look for
  /// what lies there.
  void requireOwn(DataPath path) throws IOException {
    Optional<ProjectName> project =
        switch (path) {
          case DataPath.Root _, DataPath.Projects _ -> Optional.empty();
          case DataPath.Project one -> Optional.of(one.name());
          case DataPath.Jobs jobs -> jobs.project();
          case DataPath.Datasets datasets -> datasets.project();
          case DataPath.InJob inJob -> inJob.project();
          case DataPath.InDataset inDataset -> inDataset.project();
        };
    of(project, Role.OWNER);
  }

  /// What to say of a project that is not there, or not for this account.
  C3Exception missing(ProjectName project) throws IOException {
    List<String> existing =
        projects.list(account, "", NEAREST_AMONG).stream()
            .map(Membership::project)
            .map(name -> new DataPath.Project(name).toString())
            .toList();
    return new C3Exception(
        ErrorCode.NOT_FOUND,
        "there is no project " + project,
        Nearest.hint(new DataPath.Project(project).toString(), existing));
  }
}
