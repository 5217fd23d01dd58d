package c3.server.data;

import c3.catalog.JobCatalog;
import c3.catalog.JobCatalog.Query;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobId;
import c3.model.JobStatus;
import c3.model.Nearest;
import c3.model.ProjectName;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds the one job of an account that a person means by an id or the beginning of one. Throws
/// `C3Exception` NOT_FOUND with the nearest ids, and INVALID listing the candidates when several
/// fit.
public final class JobLookup {
  private static final int CANDIDATES_MAX = 10;
  private static final int NEAREST_AMONG = 200;
  private static final List<String> NUMBERS =
      List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

  private final JobCatalog jobs;
  private final AccountId account;
  private final InstantSource clock;

  /// @param clock says how old a candidate is
  public JobLookup(JobCatalog jobs, AccountId account, InstantSource clock) {
    this.jobs = jobs;
    this.account = account;
    this.clock = clock;
  }

  /// A job of any project.
  public Job find(String idOrPrefix) throws IOException {
    return find(Optional.empty(), idOrPrefix);
  }

  /// A job of one project; a job of another one is not found.
  public Job find(Optional<ProjectName> project, String idOrPrefix) throws IOException {
    if (idOrPrefix.isEmpty()) {
      throw new C3Exception(ErrorCode.INVALID, "a job's id is empty", Optional.of("c3 squeue"));
    }
    if (JobId.isOne(idOrPrefix)) {
      return jobs.find(account, new JobId(idOrPrefix))
          .filter(job -> project.isEmpty() || job.spec().project().equals(project.get()))
          .orElseThrow(() -> notFound(project, idOrPrefix));
    }
    List<Job> fitting = jobs.list(account, query(project, idOrPrefix, CANDIDATES_MAX + 1));
    return switch (fitting.size()) {
      case 0 -> throw notFound(project, idOrPrefix);
      case 1 -> fitting.getFirst();
      default -> throw ambiguous(idOrPrefix, fitting);
    };
  }

  /// A job by its whole id.
  public Job find(JobId id) throws IOException {
    return find(id.text());
  }

  /// The newest job of a project that SUCCEEDED.
  ///
  /// @param name only jobs of this name
  public Job latest(ProjectName project, Optional<String> name) throws IOException {
    Query query =
        new Query(
            Optional.of(project),
            name,
            "",
            Set.of(JobStatus.SUCCEEDED),
            false,
            Optional.empty(),
            1);
    List<Job> newest = jobs.list(account, query);
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
        jobs.list(account, query(Optional.of(project), "", NEAREST_AMONG)).stream()
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
          jobs.list(account, query(project, "", NEAREST_AMONG)).stream()
              .map(job -> job.id().text())
              .toList();
      return new C3Exception(ErrorCode.NOT_FOUND, message, Nearest.hint(wanted, existing));
    } catch (IOException e) {
      C3Exception failure = new C3Exception(ErrorCode.NOT_FOUND, message);
      failure.addSuppressed(e);
      return failure;
    }
  }

  private C3Exception ambiguous(String prefix, List<Job> fitting) {
    String many = fitting.size() > CANDIDATES_MAX ? "more than ten" : NUMBERS.get(fitting.size());
    String candidates =
        fitting.stream()
            .limit(CANDIDATES_MAX)
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

  private static Query query(Optional<ProjectName> project, String prefix, int max) {
    return new Query(
        project,
        Optional.empty(),
        prefix,
        EnumSet.allOf(JobStatus.class),
        false,
        Optional.empty(),
        max);
  }
}
