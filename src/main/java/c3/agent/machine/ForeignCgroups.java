package c3.agent.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Cgroups that something else made for a job, such as a container engine, and keeps it to its
/// bounds with. They are found through the job's first process once there is one, and only read.
/// For one thread.
final class ForeignCgroups implements JobCgroups {
  private final CgroupMounts mounts;
  private final CgroupFiles files;
  private final FirstProcess first;
  private List<Cgroup> found = List.of();

  ForeignCgroups(CgroupMounts mounts, CgroupFiles files, FirstProcess first) {
    this.mounts = mounts;
    this.files = files;
    this.first = first;
  }

  @Override
  public List<Path> doors() {
    return List.of();
  }

  @Override
  public boolean isOutOfMemory() {
    if (found.isEmpty()) {
      OptionalLong pid = first.pid();
      found = pid.isPresent() ? of(pid.getAsLong()) : List.of();
    }
    return found.stream().anyMatch(Cgroup::isOutOfMemory);
  }

  private List<Cgroup> of(long pid) {
    return List.of(CgroupKind.UNIFIED, CgroupKind.MEMORY_V1).stream()
        .map(kind -> mounts.of(pid, kind).map(folder -> new Cgroup(files, folder, kind)))
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public void end() {
    // They go with the container.
  }
}
