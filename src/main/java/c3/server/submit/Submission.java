package c3.server.submit;

import c3.catalog.Catalog;
import c3.catalog.JobCatalog;
import c3.catalog.JobCatalog.Owned;
import c3.catalog.ManifestCatalog;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobId;
import c3.model.JobInput;
import c3.model.JobSpec;
import c3.model.JobSpec.Placement;
import c3.model.JobStatus;
import c3.model.ManifestSummary;
import c3.model.MountSupport;
import c3.model.ProjectName;
import c3.model.Role;
import c3.model.Software;
import c3.server.data.Artifacts;
import c3.server.data.JobLookup;
import c3.server.data.Scopes;
import c3.server.data.Scopes.Scope;
import c3.server.data.SeenJob;
import c3.server.schedule.Agents;
import c3.server.schedule.GpuUse;
import c3.server.schedule.JobNews;
import c3.server.schedule.KnownAgent;
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
/// 2. a project that the account may not write to is refused;
/// 3. a place that no machine here can offer, or not now where that matters, is refused;
/// 4. each mount is resolved to a manifest;
/// 5. the job is queued, in one transaction, and whoever waits for work is woken.
///
/// For one account.
public final class Submission {
  private final Scopes scopes;
  private final JobLookup lookup;
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

  /// How things are found for the account.
  public record Finding(Scopes scopes, JobLookup jobs, Artifacts artifacts) {}

  public Submission(Catalog catalog, Finding finding, Conditions conditions) {
    this.scopes = finding.scopes();
    this.lookup = finding.jobs();
    this.jobs = catalog.jobs();
    this.manifests = catalog.manifests();
    this.mounts = new MountResolution(finding.artifacts());
    this.conditions = conditions;
  }

  /// Queues a job; see `ControlPlane.submit`.
  public Job submit(SubmitRequest request) throws IOException {
    Optional<Owned> known = jobs.submitted(scopes.account(), request.key());
    if (known.isPresent()) {
      return seen(known.get());
    }
    JobSpec spec = request.spec();
    Acceptable acceptable = acceptable(spec);
    ManifestSummary workspace =
        manifests
            .find(scopes.account(), request.workspace())
            .orElseThrow(() ->
                new C3Exception(
                    ErrorCode.NOT_FOUND,
                    "the workspace " + request.workspace() + " was not uploaded"));
    ProjectName project = acceptable.scope().project().orElseThrow();
    Job job =
        Job.submitted(
            conditions.ids().get(),
            spec.in(project).at(acceptable.placement()),
            workspace,
            acceptable.inputs(),
            conditions.clock().instant());
    AccountId owner = acceptable.scope().account();
    Job queued = jobs.submit(scopes.account(), owner, request.key(), job);
    conditions.news().changed(queued);
    return seen(new Owned(owner, queued));
  }

  /// Refuses what `submit` would refuse, whatever the workspace; see `ControlPlane.check`.
  public void check(JobSpec spec) throws IOException {
    acceptable(spec);
    jobs.requirePlace(scopes.account());
  }

  /// What of a job is found out before it is taken in.
  private record Acceptable(Scope scope, Placement placement, List<JobInput> inputs) {}

  private Acceptable acceptable(JobSpec spec) throws IOException {
    Scope scope = scope(spec.project());
    Placement placement = conditions.profiles().resolved(spec.placement());
    requireFree(placement);
    requireSoftware(spec.software(), placement);
    List<JobInput> inputs = mounts.resolve(spec.mounts());
    requireMountable(inputs);
    return new Acceptable(scope, placement, inputs);
  }

  private Scope scope(ProjectName project) throws IOException {
    try {
      return scopes.of(Optional.of(project), Role.WRITER);
    } catch (C3Exception e) {
      throw isRefusal(e) ? e.about("project") : e;
    }
  }

  /// The others are the server's own trouble, whatever the file says.
  private static boolean isRefusal(C3Exception e) {
    return e.code() == ErrorCode.NOT_FOUND || e.code() == ErrorCode.FORBIDDEN;
  }

  private Job seen(Owned owned) throws IOException {
    return lookup
        .seen(owned)
        .map(SeenJob::job)
        .orElseThrow(() ->
            new C3Exception(ErrorCode.NOT_FOUND, "the project of that job is not shared any more"));
  }

  /// For a job that would rather fail than wait.
  private void requireFree(Placement placement) throws IOException {
    if (placement.waitWhenUnavailable()) {
      return;
    }
    int ahead = jobs.inState(Set.of(JobStatus.PENDING)).size();
    for (KnownAgent agent : conditions.profiles().agentsFor(placement)) {
      int gpus = GpuUse.free(jobs, agent.name(), agent.hardware());
      if (agent.freeSlots() > ahead && gpus >= placement.bounds().gpusNeeded()) {
        return;
      }
    }
    throw new C3Exception(
            ErrorCode.CONFLICT,
            "nothing can run it now, and `capacity.on_unavailable` is `fail`",
            Optional.of("on_unavailable: wait"))
        .about("capacity.on_unavailable");
  }

  /// Waits for the first agent, since only that one knows what its machine has.
  private void requireSoftware(Optional<Software> software, Placement placement)
      throws C3Exception {
    if (software.isEmpty()) {
      return;
    }
    List<KnownAgent> able = conditions.profiles().agentsFor(placement);
    if (able.isEmpty() || able.stream().anyMatch(agent -> agent.has(software.get()))) {
      return;
    }
    throw switch (software.get()) {
      case Software.Python _ ->
          new C3Exception(
                  ErrorCode.INVALID,
                  "`python.project` needs uv, and no machine here has it",
                  Optional.of("install uv, such as with: pip install uv"))
              .about("python.project");
      case Software.Container image when able.stream().anyMatch(one -> one.hasToolOf(image)) ->
          new C3Exception(
                  ErrorCode.INVALID,
                  "`docker.requires_accelerator: cuda` needs a GPU, and no machine here has one",
                  Optional.of("requires_accelerator: none"))
              .about("docker.requires_accelerator");
      case Software.Container _ ->
          new C3Exception(
                  ErrorCode.INVALID,
                  "`docker.image` needs podman or docker, and no machine here has either",
                  Optional.of("install podman"))
              .about("docker.image");
    };
  }

  /// While no agent has come forward, one that can mount anywhere is likely: it is being started.
  private void requireMountable(List<JobInput> inputs) throws C3Exception {
    List<KnownAgent> known = conditions.agents().known();
    if (known.isEmpty() || known.stream().anyMatch(a -> a.mounts() == MountSupport.ANY)) {
      return;
    }
    for (JobInput input : inputs) {
      if (input.target().startsWith("/")) {
        String relative = "data" + input.target();
        throw new C3Exception(
                ErrorCode.INVALID,
                "no machine here can mount at the absolute path " + input.target(),
                Optional.of("mount: " + relative))
            .about("datasets");
      }
    }
  }
}
