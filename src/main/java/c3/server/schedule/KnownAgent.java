package c3.server.schedule;

import c3.model.AgentName;
import c3.model.Hardware;
import c3.model.Job;
import c3.model.JobInput;
import c3.model.JobSpec;
import c3.model.MountSupport;
import c3.model.Software;
import c3.wire.message.PollRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an agent said of itself when it last asked for work.
///
/// @param freeSlots how many more jobs it could run then
/// @param mounts what kind of mounts its machine allows
/// @param hardware what its machine has
/// @param tools the programs there that a job's software may need
public record KnownAgent(
    AgentName name,
    int freeSlots,
    MountSupport mounts,
    Optional<Hardware> hardware,
    Set<String> tools) {
  static KnownAgent of(PollRequest request) {
    return new KnownAgent(
        request.agent(),
        request.freeSlots(),
        request.mounts(),
        request.hardware(),
        request.tools());
  }

  /// Whether its machine has all that a job needs, now or once others have ended.
  boolean canRun(Job job) {
    JobSpec spec = job.spec();
    return canMount(job.inputs())
        && hasMachine(spec.placement())
        && spec.software().stream().allMatch(this::has);
  }

  private boolean canMount(List<JobInput> inputs) {
    return mounts == MountSupport.ANY
        || inputs.stream().noneMatch(input -> Path.of(input.target()).isAbsolute());
  }

  /// Whether its machine is large enough. One that has not said what it has may be.
  public boolean hasMachine(JobSpec.Placement placement) {
    return hardware.stream().allMatch(found -> found.missing(placement.bounds()).isEmpty());
  }

  /// Whether its machine has the program that makes these surroundings, and a GPU where they need
  /// one. A machine that has not said what it has may have one.
  public boolean has(Software software) {
    boolean gpu = software instanceof Software.Container container && container.cuda();
    return hasToolOf(software)
        && (!gpu || hardware.stream().noneMatch(found -> found.gpus().isEmpty()));
  }

  /// Whether its machine has the program that makes these surroundings.
  public boolean hasToolOf(Software software) {
    return tools.contains(software.tool());
  }
}
