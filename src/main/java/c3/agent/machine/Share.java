package c3.agent.machine;

import c3.agent.script.Confinement;
import c3.model.ByteSize;
import c3.model.Hardware.Gpu;
import c3.model.JobBounds;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What one job has of the machine: its cgroups, and GPUs that are its alone.
public final class Share implements Confinement {
  private final String profile;
  private final JobBounds bounds;
  private final JobCgroups cgroups;
  private final Gpus gpus;
  private boolean exceeded;
  private boolean ended;

  /// GPUs and where they go back to.
  record Gpus(GpuPool pool, List<Gpu> taken) {}

  Share(String profile, JobBounds bounds, JobCgroups cgroups, Gpus gpus) {
    this.profile = profile;
    this.bounds = bounds;
    this.cgroups = cgroups;
    this.gpus = gpus;
  }

  /// What it is kept to.
  public JobBounds bounds() {
    return bounds;
  }

  /// Variables that tell the script's programs which GPUs are theirs; none where the profile does
  /// not say how many.
  public Map<String, String> environment() {
    return bounds.gpus().isEmpty()
        ? Map.of()
        : Map.of(
            "CUDA_VISIBLE_DEVICES",
            gpus.taken().stream()
                .map(gpu -> Integer.toString(gpu.index()))
                .collect(Collectors.joining(",")),
            // Else the numbers are those of the fastest first.
            "CUDA_DEVICE_ORDER",
            "PCI_BUS_ID");
  }

  @Override
  public List<Path> doors() {
    return cgroups.doors();
  }

  @Override
  public boolean isBounded() {
    return bounds.memoryBytes().isPresent();
  }

  /// Once it was, it is: a container's cgroup may be gone when this is asked again.
  @Override
  public synchronized boolean isExceeded() {
    exceeded = exceeded || cgroups.isOutOfMemory();
    return exceeded;
  }

  @Override
  public synchronized Optional<String> end() throws InterruptedException {
    if (!ended) {
      exceeded = isBounded() && isExceeded();
      cgroups.end();
      gpus.pool().release(gpus.taken());
      ended = true;
    }
    return exceeded
        ? Optional.of(
            "killed: it went over its memory limit of %s (hardware `%s`)"
                .formatted(ByteSize.text(bounds.memoryBytes().orElse(0)), profile))
        : Optional.empty();
  }
}
