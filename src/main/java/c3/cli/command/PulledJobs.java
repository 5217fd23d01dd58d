package c3.cli.command;

import c3.cli.command.Connector.Connection;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobId;
import c3.model.JobStatus;
import c3.model.ProjectName;
import c3.wire.message.JobsRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Which jobs a pull is about. A project's jobs are asked for page by page, so that a project of a
/// million jobs takes no more memory than one of a hundred.
///
/// @param server where the jobs are
/// @param here where they are pulled to
record PulledJobs(Connection server, Path here) {
  private static final int PAGE = 100;

  /// What to do with each job.
  interface Each {
    void job(Job job) throws IOException;
  }

  /// The jobs of these names. All are looked up before the first is pulled. Throws `C3Exception`
  /// for one that does not exist, has not ended or has left nothing.
  void named(List<String> names, Each each) throws IOException {
    Job[] jobs = new Job[names.size()];
    for (int i = 0; i < jobs.length; i++) {
      jobs[i] = withArtifacts(server.control().find(names.get(i)));
    }
    for (Job job : jobs) {
      each.job(job);
    }
  }

  /// The newest job that has left something, here already or not. Throws `C3Exception` NOT_FOUND
  /// when there is none.
  void last(Optional<ProjectName> project, Each each) throws IOException {
    List<Job> jobs = page(project, Optional.empty(), 1);
    if (jobs.isEmpty()) {
      throw new C3Exception(
          ErrorCode.NOT_FOUND,
          "no job" + project.map(name -> " of " + name).orElse("") + " has left anything yet",
          Optional.of("c3 deploy -f"));
    }
    each.job(jobs.getFirst());
  }

  /// Every job that has left something and is not here, newest first.
  void missing(Optional<ProjectName> project, Each each) throws IOException {
    List<Job> page = page(project, Optional.empty(), PAGE);
    while (!page.isEmpty()) {
      for (Job job : page) {
        if (!Files.exists(here.resolve(job.id().text()), LinkOption.NOFOLLOW_LINKS)) {
          each.job(job);
        }
      }
      page = page(project, Optional.of(page.getLast().id()), PAGE);
    }
  }

  private List<Job> page(Optional<ProjectName> project, Optional<JobId> olderThan, int max)
      throws IOException {
    return server.control().list(new JobsRequest(project, "", true, olderThan, max));
  }

  private static Job withArtifacts(Job job) throws IOException {
    if (job.artifacts().isPresent()) {
      return job;
    }
    if (job.status() == JobStatus.SUCCEEDED) {
      throw new C3Exception(ErrorCode.NOT_FOUND, "what " + job.id() + " left was removed");
    }
    throw job.status().isEnd()
        ? new C3Exception(
            ErrorCode.NOT_FOUND,
            job.id() + " has left nothing (" + job.status() + ")",
            Optional.of("c3 status " + job.id()))
        : new C3Exception(
            ErrorCode.CONFLICT,
            job.id() + " has not ended (" + job.status() + ")",
            Optional.of("c3 logs -f " + job.id()));
  }
}
