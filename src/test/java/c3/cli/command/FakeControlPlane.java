package c3.cli.command;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.HardwareProfile;
import c3.model.Job;
import c3.model.JobId;
import c3.model.JobSpec;
import c3.model.JobStatus;
import c3.wire.ControlPlane;
import c3.wire.message.CommitAnswer;
import c3.wire.message.JobsRequest;
import c3.wire.message.ListRequest;
import c3.wire.message.Listing;
import c3.wire.message.Located;
import c3.wire.message.LogSlice;
import c3.wire.message.PublishRequest;
import c3.wire.message.ServerStatus;
import c3.wire.message.SubmitRequest;
import c3.wire.message.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A server that knows some jobs and answers at most so many at a time. What these tests do not ask
/// is refused.
public class FakeControlPlane implements ControlPlane {
  private final List<Job> jobs;
  private final int pageMax;
  private final List<JobsRequest> asked = new ArrayList<>();

  public FakeControlPlane(List<Job> jobs, int pageMax) {
    this.jobs =
        jobs.stream()
            .sorted(Comparator.comparing((Job job) -> job.id().text()).reversed())
            .toList();
    this.pageMax = pageMax;
  }

  /// The lists that were asked for.
  List<JobsRequest> asked() {
    return asked;
  }

  @Override
  public Job find(String idOrPrefix) throws IOException {
    return jobs.stream()
        .filter(job -> job.id().text().startsWith(idOrPrefix))
        .findFirst()
        .orElseThrow(() ->
            new C3Exception(
                ErrorCode.NOT_FOUND, "no job begins with " + idOrPrefix, Optional.of("job_1")));
  }

  @Override
  public List<Job> list(JobsRequest request) {
    asked.add(request);
    return jobs.stream()
        .filter(job -> !request.withArtifacts() || job.artifacts().isPresent())
        .filter(job -> request.project().map(job.spec().project()::equals).orElse(true))
        .filter(job ->
            request.olderThan().map(id -> job.id().text().compareTo(id.text()) < 0).orElse(true))
        .limit(Math.min(request.max(), pageMax))
        .toList();
  }

  @Override
  public Job cancel(JobId id) throws IOException {
    Job job = find(id.text());
    if (job.status() == JobStatus.SUCCEEDED) {
      throw new C3Exception(ErrorCode.CONFLICT, id + " has ended already: succeeded");
    }
    return job;
  }

  @Override
  public CommitAnswer publish(PublishRequest request) {
    throw refused();
  }

  @Override
  public void check(JobSpec spec) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Job submit(SubmitRequest request) {
    throw refused();
  }

  @Override
  public Job recover(JobId id, Duration patience) {
    throw refused();
  }

  @Override
  public LogSlice log(JobId id, long from, Duration patience) throws C3Exception {
    throw refused();
  }

  @Override
  public Listing list(ListRequest request) {
    throw refused();
  }

  @Override
  public Located locate(String path) {
    throw refused();
  }

  @Override
  public Usage usage(List<String> paths) {
    throw refused();
  }

  @Override
  public Usage remove(String path, boolean dryRun) {
    throw refused();
  }

  @Override
  public List<HardwareProfile> profiles() {
    throw refused();
  }

  @Override
  public ServerStatus status() {
    throw refused();
  }

  @Override
  public void stop(boolean force) {
    throw refused();
  }

  private static UnsupportedOperationException refused() {
    return new UnsupportedOperationException("nobody asks this\nhere");
  }
}
