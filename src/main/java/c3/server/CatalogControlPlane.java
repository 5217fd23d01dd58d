package c3.server;

import c3.catalog.Catalog;
import c3.catalog.JobCatalog;
import c3.catalog.JobCatalog.Query;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.HardwareProfile;
import c3.model.Job;
import c3.model.JobId;
import c3.model.JobSpec;
import c3.model.JobStatus;
import c3.server.data.Artifacts;
import c3.server.data.JobLookup;
import c3.server.data.Listings;
import c3.server.data.Removals;
import c3.server.data.SeenJob;
import c3.server.data.Usages;
import c3.server.schedule.LeaseWatch;
import c3.server.submit.Submission;
import c3.wire.ControlPlane;
import c3.wire.message.CommitAnswer;
import c3.wire.message.JobsRequest;
import c3.wire.message.ListRequest;
import c3.wire.message.Listing;
import c3.wire.message.Located;
import c3.wire.message.LogSlice;
import c3.wire.message.PublishRequest;
import c3.wire.message.ServerStatus;
import c3.wire.message.ServerStatus.Machine;
import c3.wire.message.SubmitRequest;
import c3.wire.message.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What the clients of one account may ask, answered from the catalog in the same process.
final class CatalogControlPlane implements ControlPlane {
  private static final int JOBS_MAX = 10_000;

  private final AccountId account;
  private final JobCatalog jobs;
  private final Rooms rooms;
  private final Shared shared;

  /// What does the work for this account.
  record Rooms(
      JobLookup lookup,
      Artifacts artifacts,
      Listings listings,
      Usages usages,
      Removals removals,
      Publications publications,
      Submission submission) {}

  CatalogControlPlane(AccountId account, Catalog catalog, Rooms rooms, Shared shared) {
    this.account = account;
    this.jobs = catalog.jobs();
    this.rooms = rooms;
    this.shared = shared;
  }

  @Override
  public CommitAnswer publish(PublishRequest request) throws IOException {
    return rooms.publications().publish(request);
  }

  @Override
  public void check(JobSpec spec) throws IOException {
    rooms.submission().check(spec);
  }

  @Override
  public Job submit(SubmitRequest request) throws IOException {
    if (shared.shutdown().isClosing()) {
      throw new C3Exception(ErrorCode.UNAVAILABLE, "the server is about to end");
    }
    return rooms.submission().submit(request);
  }

  @Override
  public Job find(String idOrPrefix) throws IOException {
    Job job = rooms.lookup().find(idOrPrefix).job();
    return shared.leases().keeping(job.id()).map(job::keeping).orElse(job);
  }

  @Override
  public List<Job> list(JobsRequest request) throws IOException {
    Set<JobStatus> states = EnumSet.allOf(JobStatus.class);
    if (request.withArtifacts()) {
      states.removeIf(status -> !status.isEnd());
    }
    Query query =
        Query.newest(Math.clamp(request.max(), 0, JOBS_MAX))
            .of(request.project())
            .beginning(request.idPrefix())
            .in(states)
            .keeping(request.withArtifacts())
            .behind(request.olderThan());
    return rooms.lookup().list(query).stream().map(SeenJob::job).toList();
  }

  @Override
  public Job cancel(JobId id) throws IOException {
    SeenJob seen = rooms.lookup().find(id);
    seen.requireSteerable();
    Job job = jobs.update(id, j -> j.cancelRequested(shared.clock().instant()));
    if (job.status() == JobStatus.UPLOADING) {
      throw new C3Exception(
          ErrorCode.CONFLICT, id + " cannot be canceled any more: its script has ended");
    }
    if (job.status().isEnd() && job.status() != JobStatus.CANCELED) {
      throw new C3Exception(
          ErrorCode.CONFLICT,
          id + " has ended already: " + job.status().name().toLowerCase(Locale.ROOT));
    }
    shared.news().changed(job);
    return seen.after(job);
  }

  @Override
  public Job recover(JobId id, Duration patience) throws IOException {
    SeenJob seen = rooms.lookup().find(id);
    seen.requireSteerable();
    return shared.recoveries().recover(seen.job(), bounded(patience));
  }

  private Duration bounded(Duration patience) {
    Duration max = shared.limits().pollTime();
    return patience.compareTo(max) < 0 ? patience : max;
  }

  @Override
  public LogSlice log(JobId id, long from, Duration patience) throws IOException {
    rooms.lookup().find(id);
    return shared
        .logs()
        .read(
            id,
            Math.max(0, from),
            bounded(patience),
            () -> rooms.lookup().find(id).job().status().isEnd());
  }

  @Override
  public Listing list(ListRequest request) throws IOException {
    return rooms.listings().list(request, shared.limits().pageEntriesMax());
  }

  @Override
  public Located locate(String path) throws IOException {
    return rooms.artifacts().part(Artifacts.parse(path)).located();
  }

  @Override
  public Usage usage(List<String> paths) throws IOException {
    return rooms.usages().usage(paths);
  }

  @Override
  public Usage remove(String path, boolean dryRun) throws IOException {
    return rooms.removals().remove(path, dryRun);
  }

  @Override
  public List<HardwareProfile> profiles() throws IOException {
    return shared.profiles().list();
  }

  @Override
  public ServerStatus status() throws IOException {
    ServerIdentity self = shared.identity();
    boolean all = account.isAdministrator();
    return new ServerStatus(
        self.version(),
        self.build(),
        all
            ? Optional.of(
                new Machine(self.pid(), self.home(), self.log(), self.store(), self.freeBytes()))
            : Optional.empty(),
        count(LeaseWatch.LEASED, all),
        count(Set.of(JobStatus.PENDING), all));
  }

  private int count(Set<JobStatus> states, boolean ofAll) throws IOException {
    return ofAll ? jobs.inState(states).size() : (int) jobs.count(account, states);
  }

  @Override
  public void stop(boolean force) throws IOException {
    if (!account.isAdministrator()) {
      throw new C3Exception(
          ErrorCode.FORBIDDEN, "only the administrator of this server may end it");
    }
    shared.shutdown().stop(force);
  }
}
