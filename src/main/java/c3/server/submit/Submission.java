package c3.server.submit;

import c3.catalog.Catalog;
import c3.catalog.JobCatalog;
import c3.catalog.ManifestCatalog;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobId;
import c3.model.JobInput;
import c3.model.JobSpec.Placement;
import c3.model.JobStatus;
import c3.model.ManifestSummary;
import c3.model.MountSupport;
import c3.server.data.Artifacts;
import c3.server.schedule.Agents;
import c3.server.schedule.GpuUse;
import c3.server.schedule.JobNews;
import c3.wire.message.SubmitRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Takes a job in:
///
/// 1. a key that was used finds its job again, whatever has become of its mounts since;
/// 2. a place that no machine here can offer, or not now where that matters, is refused;
/// 3. each mount is resolved to a manifest;
/// 4. the job is queued, in one transaction, and whoever waits for work is woken.
///
/// For one account.
public final class Submission {
  private final AccountId account;
  private final JobCatalog jobs;
  private final ManifestCatalog manifests;
  private final MountResolution mounts;
  private final Conditions conditions;

  /// What a job is held against.
  ///
  /// @param ids makes the names of new jobs
  /// @param clock for the times that people see
  public record Conditions(
      Profiles profiles, Agents agents, JobNews news, Supplier<JobId> ids, InstantSource clock) {}

  public Submission(
      AccountId account, Catalog catalog, Artifacts artifacts, Conditions conditions) {
    this.account = account;
    this.jobs = catalog.jobs();
    this.manifests = catalog.manifests();
    this.mounts = new MountResolution(artifacts);
    this.conditions = conditions;
  }

  /// Queues a job; see `ControlPlane.submit`.
  public Job submit(SubmitRequest request) throws IOException {
    Optional<Job> known = jobs.submitted(account, request.key());
    if (known.isPresent()) {
      return known.get();
    }
    Placement placement = conditions.profiles().resolved(request.spec().placement());
    requireFree(placement);
    ManifestSummary workspace =
        manifests
            .find(account, request.workspace())
            .orElseThrow(() ->
                new C3Exception(
                    ErrorCode.NOT_FOUND,
                    "the workspace " + request.workspace() + " was not uploaded"));
    List<JobInput> inputs = mounts.resolve(request.spec().mounts());
    requireMountable(inputs);
    Job job =
        Job.submitted(
            conditions.ids().get(),
            request.spec().at(placement),
            workspace,
            inputs,
            conditions.clock().instant());
    Job queued = jobs.submit(account, request.key(), job);
    conditions.news().changed(queued);
    return queued;
  }

  /// For a job that would rather fail than wait.
  private void requireFree(Placement placement) throws IOException {
    if (placement.waitWhenUnavailable()) {
      return;
    }
    int ahead = jobs.inState(Set.of(JobStatus.PENDING)).size();
    for (Agents.Known agent : conditions.profiles().agentsFor(placement)) {
      int gpus = GpuUse.free(jobs, agent.name(), agent.hardware());
      if (agent.freeSlots() > ahead && gpus >= placement.bounds().gpusNeeded()) {
        return;
      }
    }
    throw new C3Exception(
        ErrorCode.CONFLICT,
        "nothing can run it now, and `capacity.on_unavailable` is `fail`",
        Optional.of("on_unavailable: wait"));
  }

  /// While no agent has come forward, one that can mount anywhere is likely: it is being started.
  private void requireMountable(List<JobInput> inputs) throws C3Exception {
    List<Agents.Known> known = conditions.agents().known();
    if (known.isEmpty() || known.stream().anyMatch(a -> a.mounts() == MountSupport.ANY)) {
      return;
    }
    for (JobInput input : inputs) {
      if (input.target().startsWith("/")) {
        String relative = "data" + input.target();
        throw new C3Exception(
            ErrorCode.INVALID,
            "no machine here can mount at the absolute path " + input.target(),
            Optional.of("mount: " + relative));
      }
    }
  }
}
