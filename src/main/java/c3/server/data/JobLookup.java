package c3.server.data;

import c3.catalog.JobCatalog;
import c3.catalog.JobCatalog.Owned;
import c3.catalog.JobCatalog.Query;
import c3.catalog.ProjectCatalog.Access;
import c3.model.AccountName;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobId;
import c3.model.JobStatus;
import c3.model.Nearest;
import c3.model.ProjectName;
import c3.model.Role;
import c3.server.data.Scopes.Scope;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds the jobs that an account may see, and the one that a person means by an id or the
/// beginning of one. Throws `C3Exception` NOT_FOUND with the nearest ids, and INVALID listing the
/// candidates when several fit.
public final class JobLookup {
  private static final int CANDIDATES_MAX = 10;
  private static final int NEAREST_AMONG = 200;
  private static final List<String> NUMBERS =
      List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

  private final JobCatalog jobs;
  private final Scopes scopes;
  private final InstantSource clock;

  /// @param clock says how old a candidate is
  public JobLookup(JobCatalog jobs, Scopes scopes, InstantSource clock) {
    this.jobs = jobs;
    this.scopes = scopes;
    this.clock = clock;
  }

  /// A job of any project: by its whole id one of every project that the account may read, by a
  /// prefix one of those that `list` finds.
  public SeenJob find(String idOrPrefix) throws IOException {
    return find(Optional.empty(), idOrPrefix);
  }

  /// A job of one project; a job of another one is not found.
  public SeenJob find(Optional<ProjectName> project, String idOrPrefix) throws IOException {
    if (idOrPrefix.isEmpty()) {
      throw new C3Exception(ErrorCode.INVALID, "a job's id is empty", Optional.of("c3 squeue"));
    }
    if (JobId.isOne(idOrPrefix)) {
      return whole(project, new JobId(idOrPrefix)).orElseThrow(() -> notFound(project, idOrPrefix));
    }
    List<SeenJob> fitting =
        list(Query.newest(CANDIDATES_MAX + 1).of(project).beginning(idOrPrefix));
    return switch (fitting.size()) {
      case 0 -> throw notFound(project, idOrPrefix);
      case 1 -> fitting.getFirst();
      default -> throw ambiguous(idOrPrefix, fitting);
    };
  }

  /// A job by its whole id.
  public SeenJob find(JobId id) throws IOException {
    return find(id.text());
  }

  private Optional<SeenJob> whole(Optional<ProjectName> project, JobId id) throws IOException {
    Optional<Scope> scope =
        project.isEmpty() ? Optional.empty() : Optional.of(scopes.of(project, Role.READER));
    Optional<Owned> owned = jobs.owned(id);
    Optional<SeenJob> seen = owned.isEmpty() ? Optional.empty() : seen(owned.get());
    return seen.filter(_ ->
        scope.isEmpty()
            || (owned.orElseThrow().account().equals(scope.get().account())
                && scope.get().project().equals(Optional.of(project(owned.orElseThrow())))));
  }

  /// A job as the account sees it; absent when it may not see it.
  public Optional<SeenJob> seen(Owned owned) throws IOException {
    if (owned.account().equals(scopes.account())) {
      return Optional.of(new SeenJob(owned.account(), owned.job(), true));
    }
    Optional<Access> access = scopes.ofJob(owned.job().id());
    return access.isEmpty() ? Optional.empty() : Optional.of(seen(owned.job(), access.get()));
  }

  private SeenJob seen(Job job, Access access) throws IOException {
    Optional<AccountName> sender = job.submittedBy();
    return SeenJob.of(job, access, sender.isPresent() && scopes.isNamed(sender.get()));
  }

  private static ProjectName project(Owned owned) {
    return owned.job().spec().project();
  }

  /// Jobs that fit, newest first: of the project that is named, or of the account's own and those
  /// that it has submitted to projects of others.
  public List<SeenJob> list(Query query) throws IOException {
    List<SeenJob> seen = new ArrayList<>();
    if (query.project().isPresent()) {
      Access access = scopes.access(query.project().get());
      for (Job job : jobs.list(access.owner(), query.of(Optional.of(access.project())))) {
        seen.add(seen(job, access));
      }
      return seen;
    }
    for (Job job : jobs.list(scopes.account(), query)) {
      seen.add(new SeenJob(scopes.account(), job, true));
    }
    for (Owned sent : jobs.sent(scopes.account(), query)) {
      seen(sent).ifPresent(seen::add);
    }
    seen.sort(Comparator.comparing((SeenJob one) -> one.job().id()).reversed());
    return seen.subList(0, Math.min(seen.size(), query.max()));
  }

  /// The newest job of a project that SUCCEEDED.
  ///
  /// @param name only jobs of this name
  public SeenJob latest(ProjectName project, Optional<String> name) throws IOException {
    Query query =
        Query.newest(1).of(Optional.of(project)).named(name).in(Set.of(JobStatus.SUCCEEDED));
    List<SeenJob> newest = list(query);
    if (newest.isEmpty()) {
      throw new C3Exception(
          ErrorCode.NOT_FOUND,
          "no job%s of project %s has succeeded yet"
              .formatted(name.map(n -> " named `" + n + "`").orElse(""), project),
          namesHint(project));
    }
    return newest.getFirst();
  }

  private Optional<String> namesHint(ProjectName project) throws IOException {
    Set<String> names =
        list(Query.newest(NEAREST_AMONG).of(Optional.of(project))).stream()
            .map(SeenJob::job)
            .filter(job -> job.status() == JobStatus.SUCCEEDED)
            .flatMap(job -> job.spec().name().stream())
            .map(name -> "/projects/" + project + "/jobs/" + name + "@latest")
            .collect(Collectors.toSet());
    return Nearest.hint("", names);
  }

  private C3Exception notFound(Optional<ProjectName> project, String wanted) {
    String where = project.map(p -> " in project " + p).orElse("");
    String message =
        JobId.isOne(wanted)
            ? "there is no job " + wanted + where
            : "no job" + where + " begins with " + wanted;
    try {
      List<String> existing =
          list(Query.newest(NEAREST_AMONG).of(project)).stream()
              .map(seen -> seen.job().id().text())
              .toList();
      return new C3Exception(ErrorCode.NOT_FOUND, message, Nearest.hint(wanted, existing));
    } catch (IOException e) {
      C3Exception failure = new C3Exception(ErrorCode.NOT_FOUND, message);
      failure.addSuppressed(e);
      return failure;
    }
  }

  private C3Exception ambiguous(String prefix, List<SeenJob> fitting) {
    String many = fitting.size() > CANDIDATES_MAX ? "more than ten" : NUMBERS.get(fitting.size());
    String candidates =
        fitting.stream()
            .limit(CANDIDATES_MAX)
            .map(SeenJob::job)
            .sorted((one, other) -> one.id().compareTo(other.id()))
            .map(this::candidate)
            .collect(Collectors.joining("\n"));
    return new C3Exception(
        ErrorCode.INVALID, many + " jobs begin with " + prefix, Optional.of(candidates));
  }

  private String candidate(Job job) {
    return "%s   %-10s  %s"
        .formatted(
            job.id(),
            job.status().name().toLowerCase(Locale.ROOT),
            Age.text(job.times().submitted(), clock.instant()));
  }
}
