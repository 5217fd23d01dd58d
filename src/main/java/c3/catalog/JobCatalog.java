package c3.catalog;

import c3.catalog.ManifestCatalog.Commit;
import c3.catalog.ManifestCatalog.CommitResult;
import c3.model.AccountId;
import c3.model.AgentName;
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
import java.util.function.UnaryOperator;

/// Jobs. What a transition may do is said by `Job`; here it becomes durable.
public interface JobCatalog {
  /// Adds a job to the account that submits it, or returns the one that this account submitted with
  /// the same key. The project is made when it does not exist. The workspace must be a committed
  /// manifest of the account, and each input one that it may read: its own, or one of a project
  /// that it is a member of. Throws `C3Exception` NOT_FOUND naming the first that is not, and
  /// CONCURRENCY_LIMIT when as many of the jobs that it submitted as it may have at once have not
  /// ended.
  default Job submit(AccountId account, String key, Job job) throws IOException {
    return submit(account, account, key, job);
  }

  /// The same, to a project that may be another account's: that account has the job then and is
  /// charged for what it leaves, while it counts for the one that submitted it. Throws
  /// `C3Exception` NOT_FOUND when, in the transaction that adds it, this one may not write to the
  /// project.
  ///
  /// @param owner whose the project is
  Job submit(AccountId account, AccountId owner, String key, Job job) throws IOException;

  /// Throws `C3Exception` CONCURRENCY_LIMIT where a submit of this account would.
  void requirePlace(AccountId account) throws IOException;

  /// The job that this account submitted with a key, and whose it is.
  Optional<Owned> submitted(AccountId account, String key) throws IOException;

  /// Jobs that fit, newest first, which this account has submitted to projects of others that it is
  /// a member of still.
  List<Owned> sent(AccountId account, Query query) throws IOException;

  /// A job by its id.
  Optional<Job> find(AccountId account, JobId id) throws IOException;

  /// Jobs that fit, newest first.
  List<Job> list(AccountId account, Query query) throws IOException;

  /// The projects of an account whose names come behind a text, by name.
  ///
  /// @param after empty for the start
  List<ProjectName> projects(AccountId account, String after, int max) throws IOException;

  /// Whether an account has a project of this name, whatever is left in it.
  boolean hasProject(AccountId account, ProjectName name) throws IOException;

  /// Claims the oldest PENDING job of any account that fits an agent: `Job.claimed`, in one
  /// transaction. `fits` is asked inside it and must only look.
  Optional<Job> claim(AgentName agent, Predicate<Owned> fits) throws IOException;

  /// Jobs of any account in one of these states, oldest first; for the scheduler.
  List<Job> inState(Set<JobStatus> states) throws IOException;

  /// How many of the jobs that an account submitted are in one of these states.
  long count(AccountId account, Set<JobStatus> states) throws IOException;

  /// A job of any account, with the account; for agents, whose lease is checked by the caller.
  Optional<Owned> owned(JobId id) throws IOException;

  /// Applies a transition in one transaction and returns the job after it. A transition that
  /// returns its argument writes nothing. Throws NOT_FOUND as `C3Exception` when there is no such
  /// job; what the transition throws passes through and nothing is written. A transition is pure:
  /// it may be applied more than once.
  Job update(JobId id, UnaryOperator<Job> transition) throws IOException;

  /// Commits a job's manifest, charges it and applies the transition, all in one transaction. When
  /// the commit is refused nothing is written and the job is as it was. When the transition returns
  /// its argument (the job has ended already), nothing is committed either, and the result is
  /// `Unneeded`. Otherwise the transition must leave the job `keeping` the manifest, and the
  /// session must have been opened for this job: throws `C3Exception` INVALID when it was not.
  JobCommit commit(JobId id, Commit commit, UnaryOperator<Job> transition) throws IOException;

  /// Deletes what a job left: in one transaction the manifest is kept no longer, what only it
  /// charged is released and the job has no artifacts. Its bytes stay until a sweep. Returns the
  /// job after it; one without artifacts stays as it is. Throws `C3Exception` NOT_FOUND when the
  /// account has no such job and CONFLICT when it has not ended.
  Job removeArtifacts(AccountId account, JobId id) throws IOException;

  /// Which jobs to list.
  ///
  /// @param project only this project's
  /// @param name only jobs of this name
  /// @param idPrefix only ids that begin so
  /// @param states only jobs in one of these
  /// @param withArtifacts only jobs that have left something
  /// @param olderThan only jobs whose id comes before this one: where the page before ended
  /// @param max how many at most
  record Query(
      Optional<ProjectName> project,
      Optional<String> name,
      String idPrefix,
      Set<JobStatus> states,
      boolean withArtifacts,
      Optional<JobId> olderThan,
      int max) {
    public Query {
      states = Set.copyOf(states);
    }

    /// Every job, the newest `max`.
    public static Query newest(int max) {
      return new Query(
          Optional.empty(),
          Optional.empty(),
          "",
          EnumSet.allOf(JobStatus.class),
          false,
          Optional.empty(),
          max);
    }

    /// Of these, those of one project.
    public Query of(Optional<ProjectName> only) {
      return new Query(only, name, idPrefix, states, withArtifacts, olderThan, max);
    }

    /// Of these, those of one name.
    public Query named(Optional<String> only) {
      return new Query(project, only, idPrefix, states, withArtifacts, olderThan, max);
    }

    /// Of these, those whose ids begin so.
    public Query beginning(String prefix) {
      return new Query(project, name, prefix, states, withArtifacts, olderThan, max);
    }

    /// Of these, those in one of these states.
    public Query in(Set<JobStatus> only) {
      return new Query(project, name, idPrefix, only, withArtifacts, olderThan, max);
    }

    /// Of these, those that have left something.
    ///
    /// @param only false for all
    public Query keeping(boolean only) {
      return new Query(project, name, idPrefix, states, only, olderThan, max);
    }

    /// Of these, those behind the page that this job ended.
    public Query behind(Optional<JobId> last) {
      return new Query(project, name, idPrefix, states, withArtifacts, last, max);
    }
  }

  /// A job and whose it is.
  record Owned(AccountId account, Job job) {}

  /// The job after a commit, and how the commit went.
  record JobCommit(Job job, CommitResult result) {}
}
