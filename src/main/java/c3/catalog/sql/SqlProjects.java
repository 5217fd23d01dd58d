package c3.catalog.sql;

import c3.catalog.ProjectCatalog;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.JobId;
import c3.model.Member;
import c3.model.Membership;
import c3.model.ProjectName;
import c3.model.Role;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Projects and their members as rows.
final class SqlProjects implements ProjectCatalog {
  private static final int MEMBERS_MAX = 1_000;

  private final Database database;

  SqlProjects(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Access> find(AccountId account, ProjectName name) throws IOException {
    return database.read(handle -> MemberRows.access(handle, account, name));
  }

  @Override
  public Optional<Access> ofJob(AccountId account, JobId job) throws IOException {
    return database.read(handle -> MemberRows.accessByJob(handle, account, job));
  }

  @Override
  public List<Membership> list(AccountId account, String after, int max) throws IOException {
    return database.read(handle -> MemberRows.projects(handle, account, after, max));
  }

  @Override
  public List<Member> members(AccountId owner, ProjectName project) throws IOException {
    return database.read(handle -> MemberRows.of(handle, existing(handle, owner, project)));
  }

  @Override
  public void share(AccountId owner, ProjectName project, AccountId user, Role role)
      throws IOException {
    if (role == Role.OWNER || user.equals(owner)) {
      throw new IllegalArgumentException("the owner is no member");
    }
    database.write(handle -> {
      long number = existing(handle, owner, project);
      MemberRows.put(handle, number, user, role);
      // The owner is among them.
      if (MemberRows.of(handle, number).size() > MEMBERS_MAX + 1) {
        throw new C3Exception(
            ErrorCode.INVALID, "a project has at most " + MEMBERS_MAX + " members");
      }
      return number;
    });
  }

  @Override
  public void unshare(AccountId owner, ProjectName project, AccountId user) throws IOException {
    database.write(handle -> {
      Optional<Long> number = ProjectRows.find(handle, owner, project);
      number.ifPresent(found -> MemberRows.remove(handle, found, user));
      return number;
    });
  }

  private static long existing(Handle handle, AccountId owner, ProjectName project)
      throws C3Exception {
    return ProjectRows.find(handle, owner, project)
        .orElseThrow(() -> new C3Exception(ErrorCode.NOT_FOUND, "there is no project " + project));
  }
}
