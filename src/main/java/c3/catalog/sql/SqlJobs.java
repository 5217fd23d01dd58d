package c3.catalog.sql;

import c3.catalog.JobCatalog;
import c3.catalog.JobText;
import c3.catalog.ManifestCatalog.Commit;
import c3.catalog.ManifestCatalog.CommitResult.Done;
import c3.catalog.ManifestCatalog.CommitResult.Lost;
import c3.catalog.ManifestCatalog.CommitResult.Unneeded;
import c3.catalog.SessionCatalog.Session;
import c3.model.Account;
import c3.model.AccountId;
import c3.model.AgentName;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobId;
import c3.model.JobStatus;
import c3.model.ProjectName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/// Jobs as rows. A transition is read, applied and written by the one writer, so of two that race
/// the second sees what the first has made.
final class SqlJobs implements JobCatalog {
  private final Database database;
  private final Commits commits;
  private final JobRows rows;
  private final JobWrites writes;

  SqlJobs(Database database, Commits commits, JobText text) {
    this.database = database;
    this.commits = commits;
    this.rows = new JobRows(text);
    this.writes = new JobWrites(text);
  }

  @Override
  public Job submit(AccountId account, AccountId owner, String key, Job job) throws IOException {
    return database.write(handle -> {
      Optional<Owned> earlier = submitted(handle, account, key);
      if (earlier.isPresent()) {
        return earlier.get().job();
      }
      checkBound(handle, account);
      writes.insert(handle, new JobWrites.Sending(account, owner, key), job);
      return existing(handle, job.id()).job();
    });
  }

  @Override
  public void requirePlace(AccountId account) throws IOException {
    database.read(handle -> {
      checkBound(handle, account);
      return account;
    });
  }

  /// In the transaction that adds the job, so that of two submits at once only one takes the last
  /// place.
  private static void checkBound(Handle handle, AccountId account) throws C3Exception {
    long max = SqlAccounts.find(handle, account).map(Account::jobsMax).orElse(0L);
    if (max == Account.UNBOUNDED) {
      return;
    }
    long live = JobListing.live(handle, account);
    if (live >= max) {
      throw new C3Exception(
          ErrorCode.CONCURRENCY_LIMIT,
          "%d of your jobs wait or run, and %d may at once; nothing was submitted"
              .formatted(live, max),
          Optional.of("c3 squeue, then wait for one to end or: c3 cancel JOB"));
    }
  }

  @Override
  public Optional<Owned> submitted(AccountId account, String key) throws IOException {
    return database.read(handle -> submitted(handle, account, key));
  }

  private Optional<Owned> submitted(Handle handle, AccountId account, String key)
      throws IOException {
    return rows
        .list(
            handle,
            handle
                .createQuery(
                    JobRows.SELECT + "where job.submitted_by = :account and job.sent_key = :key")
                .bind("account", account.number())
                .bind("key", key))
        .stream()
        .findFirst();
  }

  @Override
  public List<Owned> sent(AccountId account, Query query) throws IOException {
    return database.read(handle -> new JobListing(rows).sent(handle, account, query));
  }

  @Override
  public Optional<Job> find(AccountId account, JobId id) throws IOException {
    return owned(id).filter(owned -> owned.account().equals(account)).map(Owned::job);
  }

  @Override
  public Optional<Owned> owned(JobId id) throws IOException {
    return database.read(handle -> rows.find(handle, id));
  }

  @Override
  public List<Job> list(AccountId account, Query query) throws IOException {
    return database.read(handle -> new JobListing(rows).list(handle, account, query));
  }

  @Override
  public List<Job> inState(Set<JobStatus> states) throws IOException {
    if (states.isEmpty()) {
      return List.of();
    }
    return database.read(handle ->
        rows
            .list(
                handle,
                handle
                    .createQuery(JobRows.SELECT + "where job.state in (<states>) order by job.id")
                    .bindList("states", states.stream().map(JobStatus::name).toList()))
            .stream()
            .map(Owned::job)
            .toList());
  }

  @Override
  public long count(AccountId account, Set<JobStatus> states) throws IOException {
    return database.read(handle -> JobListing.count(handle, account, states));
  }

  @Override
  public List<ProjectName> projects(AccountId account, String after, int max) throws IOException {
    return database.read(handle -> new JobListing(rows).projects(handle, account, after, max));
  }

  @Override
  public boolean hasProject(AccountId account, ProjectName name) throws IOException {
    return database.read(handle -> ProjectRows.find(handle, account, name).isPresent());
  }

  @Override
  public Optional<Job> claim(AgentName agent, Predicate<Owned> fits) throws IOException {
    Optional<Owned> oldest = database.read(handle -> new JobListing(rows).pending(handle, fits));
    if (oldest.isEmpty()) {
      return Optional.empty();
    }
    return database.write(handle -> {
      Optional<Owned> still = new JobListing(rows).pending(handle, fits);
      if (still.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(save(handle, still.get().job(), job -> job.claimed(agent)));
    });
  }

  @Override
  public Job update(JobId id, UnaryOperator<Job> transition) throws IOException {
    return database.writeAtLast(handle -> save(handle, existing(handle, id).job(), transition));
  }

  private Job save(Handle handle, Job job, UnaryOperator<Job> transition) throws IOException {
    Job after = transition.apply(job);
    if (!after.artifacts().equals(job.artifacts())) {
      throw new IllegalStateException("only a commit gives " + job.id() + " artifacts");
    }
    if (!after.equals(job)) {
      writes.update(handle, after);
    }
    return after;
  }

  private Owned existing(Handle handle, JobId id) throws IOException {
    return rows.find(handle, id).orElseThrow(() -> missing(id));
  }

  private static C3Exception missing(JobId id) {
    return new C3Exception(ErrorCode.NOT_FOUND, "there is no job " + id);
  }

  @Override
  public JobCommit commit(JobId id, Commit commit, UnaryOperator<Job> transition)
      throws IOException {
    Begun begun = database.read(handle -> begin(handle, id, commit, transition));
    if (begun.roots().isEmpty()) {
      return new JobCommit(begun.job(), new Unneeded());
    }
    Roots roots = begun.roots().get();
    roots.resolve(database, commit);
    if (!roots.lost().isEmpty()) {
      return new JobCommit(begun.job(), new Lost(roots.lost()));
    }
    return database.write(handle -> make(handle, id, new Committing(commit, roots, transition)));
  }

  /// The job before a commit; without roots when there is nothing to commit.
  private record Begun(Job job, Optional<Roots> roots) {}

  /// Job and session in one state of the database: a job that has yet to end has its session still.
  private Begun begin(Handle handle, JobId id, Commit commit, UnaryOperator<Job> transition)
      throws IOException {
    Job job = existing(handle, id).job();
    if (transition.apply(job).equals(job)) {
      return new Begun(job, Optional.empty());
    }
    Roots roots = commits.begin(handle, commit);
    checkSession(roots.session(), id);
    return new Begun(job, Optional.of(roots));
  }

  /// A commit and the transition that goes with it.
  private record Committing(Commit commit, Roots roots, UnaryOperator<Job> transition) {}

  private JobCommit make(Handle handle, JobId id, Committing committing) throws IOException {
    Job job = existing(handle, id).job();
    Job after = committing.transition().apply(job);
    if (after.equals(job)) {
      return new JobCommit(job, new Unneeded());
    }
    if (!after.artifacts().equals(Optional.of(committing.commit().manifest()))) {
      throw new IllegalStateException("the commit for " + id + " is not what the job keeps");
    }
    return switch (commits.make(handle, committing.commit(), committing.roots())) {
      case Commits.Outcome.Refused refused -> new JobCommit(job, new Lost(refused.lost()));
      case Commits.Outcome.Made made -> {
        writes.update(handle, after);
        writes.keep(handle, after, made);
        yield new JobCommit(
            after.charged(made.chargedBytes()), new Done(committing.commit().manifest()));
      }
    };
  }

  @Override
  public Job removeArtifacts(AccountId account, JobId id) throws IOException {
    return database.writeAtLast(handle -> {
      Owned owned = existing(handle, id);
      if (!owned.account().equals(account)) {
        throw missing(id);
      }
      if (!owned.job().status().isEnd()) {
        throw new C3Exception(ErrorCode.CONFLICT, id + " has not ended yet");
      }
      writes.removeArtifacts(handle, account, id);
      return existing(handle, id).job();
    });
  }

  private static void checkSession(Session session, JobId job) throws C3Exception {
    if (!session.job().equals(Optional.of(job))) {
      throw new C3Exception(
          ErrorCode.INVALID, "the upload session " + session.id() + " is not one of " + job);
    }
  }
}
