package c3.catalog.sql;

import c3.catalog.ProjectCatalog.Access;
import c3.model.AccountId;
import c3.model.AccountName;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.JobId;
import c3.model.Member;
import c3.model.Membership;
import c3.model.ProjectName;
import c3.model.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The rows of members, inside somebody's transaction. Every question about a project that is not
/// the asker's own begins with the asker's row here, so that without one there is no answer.
final class MemberRows {
  private static final String ACCESS =
      """
      select owner.id as owner_id, owner.name as owner_name, project.name as project,
        case when owner.id = :account then 'OWNER' else member.role end as role
      from project
        join account owner on owner.id = project.account_id and owner.removed_at is null
        left join member on member.project_id = project.id and member.account_id = :account
      where (owner.id = :account or member.role is not null)
      """;

  private MemberRows() {}

  /// See `ProjectCatalog.find`.
  static Optional<Access> access(Handle handle, AccountId account, ProjectName name) {
    Optional<AccountName> self = name(handle, account);
    if (self.isPresent() && (name.owner().isEmpty() || name.owner().equals(self))) {
      return Optional.of(new Access(account, self.get(), name.plain(), Role.OWNER));
    }
    return handle
        .createQuery(ACCESS + "and owner.name = :owner and project.name = :name")
        .bind("account", account.number())
        .bind("owner", name.owner().map(AccountName::text).orElse(""))
        .bind("name", name.plain().text())
        .map(MemberRows::row)
        .findOne();
  }

  /// The name of an account that was not removed.
  private static Optional<AccountName> name(Handle handle, AccountId account) {
    return handle
        .createQuery("select name from account where id = :account and removed_at is null")
        .bind("account", account.number())
        .mapTo(String.class)
        .findOne()
        .map(AccountName::new);
  }

  /// See `ProjectCatalog.ofJob`.
  static Optional<Access> accessByJob(Handle handle, AccountId account, JobId job) {
    return handle
        .createQuery(ACCESS + "and project.id = (select project_id from job where id = :job)")
        .bind("account", account.number())
        .bind("job", job.text())
        .map(MemberRows::row)
        .findOne();
  }

  /// The number of a project that an account may write to, made when it is its own and does not
  /// exist; throws `C3Exception` NOT_FOUND, as if there were none, when it may not.
  static long writable(Handle handle, AccountId account, AccountId owner, ProjectName project)
      throws C3Exception {
    if (account.equals(owner)) {
      return ProjectRows.made(handle, owner, project);
    }
    return handle
        .createQuery(
            """
            select project.id from project
              join member on member.project_id = project.id and member.account_id = :account
            where project.account_id = :owner and project.name = :name and member.role = 'WRITER'
            """)
        .bind("account", account.number())
        .bind("owner", owner.number())
        .bind("name", project.text())
        .mapTo(Long.class)
        .findOne()
        .orElseThrow(() ->
            new C3Exception(ErrorCode.NOT_FOUND, "project " + project + " is not shared any more"));
  }

  private static Access row(ResultSet row, StatementContext context) throws SQLException {
    return new Access(
        new AccountId(row.getLong("owner_id")),
        new AccountName(row.getString("owner_name")),
        new ProjectName(row.getString("project")),
        Role.valueOf(row.getString("role")));
  }

  /// See `ProjectCatalog.list`.
  static List<Membership> projects(Handle handle, AccountId account, String after, int max) {
    return handle
        .createQuery(
            """
            select said, owner_name, role from (
              select project.name as said, owner.name as owner_name, 'OWNER' as role
              from project join account owner on owner.id = project.account_id
              where owner.id = :account and owner.removed_at is null
              union all
              select owner.name || '.' || project.name, owner.name, member.role
              from member
                join project on project.id = member.project_id
                join account owner on owner.id = project.account_id
              where member.account_id = :account and owner.removed_at is null)
            where said > :after order by said limit :max
            """)
        .bind("account", account.number())
        .bind("after", after)
        .bind("max", max)
        .map((row, context) ->
            new Membership(
                new ProjectName(row.getString("said")),
                new AccountName(row.getString("owner_name")),
                Role.valueOf(row.getString("role"))))
        .list();
  }

  /// The owner of a project, then its members by name.
  static List<Member> of(Handle handle, long project) {
    return handle
        .createQuery(
            """
            select name, role from (
              select 0 as place, account.name, 'OWNER' as role
              from project join account on account.id = project.account_id
              where project.id = :project
              union all
              select 1, account.name, member.role
              from member join account on account.id = member.account_id
              where member.project_id = :project)
            order by place, name
            """)
        .bind("project", project)
        .map((row, context) ->
            new Member(new AccountName(row.getString("name")), Role.valueOf(row.getString("role"))))
        .list();
  }

  static void put(Handle handle, long project, AccountId user, Role role) {
    handle
        .createUpdate(
            """
            insert into member (project_id, account_id, role) values (:project, :user, :role)
            on conflict (project_id, account_id) do update set role = :role
            """)
        .bind("project", project)
        .bind("user", user.number())
        .bind("role", role.name())
        .execute();
  }

  static void remove(Handle handle, long project, AccountId user) {
    handle.execute(
        "delete from member where project_id = ? and account_id = ?", project, user.number());
  }

  /// Ends every membership of an account.
  static void removeAll(Handle handle, AccountId user) {
    handle.execute("delete from member where account_id = ?", user.number());
  }
}
