package c3.catalog.sql;

import c3.catalog.JobCatalog.Owned;
import c3.catalog.JobCatalog.Query;
import c3.model.AccountId;
import c3.model.Job;
import c3.model.JobId;
import c3.model.JobStatus;
import c3.model.ProjectName;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/// Finds jobs among many, inside somebody's transaction.
final class JobListing {
  /// Queued jobs that are looked at together.
  private static final int PAGE_ROWS = 20;

  private final JobRows rows;

  JobListing(JobRows rows) {
    this.rows = rows;
  }

  /// The account's jobs that fit, newest first.
  List<Job> list(Handle handle, AccountId account, Query query) throws IOException {
    return list(
            handle,
            account,
            query,
            """
            where job.account_id = :account
              and (:project = '' or job.project_id = (
                select id from project where account_id = :account and name = :project))
            """)
        .stream()
        .map(Owned::job)
        .toList();
  }

  /// Those that fit of the jobs which the account sent to projects that it is a member of; never of
  /// one project only.
  List<Owned> sent(Handle handle, AccountId account, Query query) throws IOException {
    return list(
        handle,
        account,
        query,
        """
        where job.submitted_by = :account and job.submitted_by <> job.account_id
          and :project = ''
          and exists (select 1 from member
            where member.project_id = job.project_id and member.account_id = :account)
          and exists (select 1 from account owner
            where owner.id = job.account_id and owner.removed_at is null)
        """);
  }

  private List<Owned> list(Handle handle, AccountId account, Query query, String whose)
      throws IOException {
    if (query.states().isEmpty()) {
      return List.of();
    }
    org.jdbi.v3.core.statement.Query sql =
        handle
            .createQuery(
                JobRows.SELECT
                    + whose
                    + """
                      and job.state in (<states>)
                      and (:any_name = 1 or job.name = :name)
                      and substr(job.id, 1, length(:prefix)) = :prefix
                      and (:with_artifacts = 0 or job.manifest_id is not null)
                      and (:older = '' or job.id < :older)
                    order by job.id desc limit :max
                    """)
            .bind("account", account.number())
            .bindList("states", query.states().stream().map(JobStatus::name).toList())
            .bind("project", query.project().map(name -> name.text()).orElse(""))
            .bind("any_name", query.name().isEmpty() ? 1 : 0)
            .bind("name", query.name().orElse(""))
            .bind("prefix", query.idPrefix())
            .bind("with_artifacts", query.withArtifacts() ? 1 : 0)
            .bind("older", query.olderThan().map(JobId::text).orElse(""))
            .bind("max", query.max());
    return rows.list(handle, sql);
  }

  /// The account's projects whose names come behind a text, by name.
  List<ProjectName> projects(Handle handle, AccountId account, String after, int max) {
    return handle
        .createQuery(
            """
            select name from project where account_id = :account and name > :after
            order by name limit :max
            """)
        .bind("account", account.number())
        .bind("after", after)
        .bind("max", max)
        .mapTo(String.class)
        .map(ProjectName::new)
        .list();
  }

  /// How many of the jobs that an account submitted have not ended.
  static long live(Handle handle, AccountId account) {
    Set<JobStatus> live = EnumSet.allOf(JobStatus.class);
    live.removeIf(JobStatus::isEnd);
    return count(handle, account, live);
  }

  /// How many of the jobs that an account submitted are in one of these states.
  static long count(Handle handle, AccountId account, Set<JobStatus> states) {
    if (states.isEmpty()) {
      return 0;
    }
    return handle
        .createQuery(
            """
            select count(*) from job where submitted_by = :account and state in (<states>)
            """)
        .bind("account", account.number())
        .bindList("states", states.stream().map(JobStatus::name).toList())
        .mapTo(Long.class)
        .one();
  }

  /// The oldest PENDING job that fits, of any account.
  Optional<Owned> pending(Handle handle, Predicate<Owned> fits) throws IOException {
    String behind = "";
    List<Owned> page;
    do {
      page =
          rows.list(
              handle,
              handle
                  .createQuery(
                      JobRows.SELECT
                          + """
                          where job.state = 'PENDING' and job.id > :behind
                          order by job.id limit :page
                          """)
                  .bind("behind", behind)
                  .bind("page", PAGE_ROWS));
      Optional<Owned> found = page.stream().filter(fits).findFirst();
      if (found.isPresent()) {
        return found;
      }
      behind = page.isEmpty() ? behind : page.getLast().job().id().text();
    } while (!page.isEmpty());
    return Optional.empty();
  }
}
