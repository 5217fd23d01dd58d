package c3.agent.machine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;

/// Cgroups that the agent made for one job.
record OwnCgroups(List<Cgroup> cgroups) implements JobCgroups {
  private static final Logger LOG = System.getLogger(OwnCgroups.class.getName());

  OwnCgroups {
    cgroups = List.copyOf(cgroups);
  }

  @Override
  public List<Path> doors() {
    return cgroups.stream().map(Cgroup::door).toList();
  }

  @Override
  public boolean isOutOfMemory() {
    return cgroups.stream().anyMatch(Cgroup::isOutOfMemory);
  }

  @Override
  public void end() throws InterruptedException {
    for (Cgroup cgroup : cgroups) {
      if (!cgroup.end()) {
        LOG.log(Level.WARNING, "the cgroup {0} cannot be removed", cgroup.folder());
      }
    }
  }
}
