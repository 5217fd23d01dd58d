package c3.agent;

import c3.agent.sandbox.SandboxMount;
import c3.agent.sandbox.SandboxView;
import c3.model.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A job laid out on this machine, ready to run. Its mount trees are kept for it until it is
/// closed.
///
/// @param work the workspace, with its output directories
/// @param mounts what is to be shown read-only, besides the copies that lie in the workspace
///   already
/// @param virtualEnvironment the Python environment that its script sees, as a path of the script's
record StagedJob(Job job, Path work, List<Mount> mounts, Optional<Path> virtualEnvironment)
    implements AutoCloseable {
  StagedJob {
    mounts = List.copyOf(mounts);
  }

  /// The same, with a Python environment of its own in its workspace.
  StagedJob in(Path environment) {
    return new StagedJob(job, work, mounts, Optional.of(environment));
  }

  /// The same, with one that jobs share, shown where one of its own would be.
  StagedJob in(Path environment, KeptTrees.Use shared) {
    List<Mount> all = new ArrayList<>(mounts);
    all.add(new Mount(shared, environment));
    return new StagedJob(job, work, all, Optional.of(environment));
  }

  /// What its script is to see.
  ///
  /// @param hidden what it is not
  SandboxView view(List<Path> hidden) {
    return new SandboxView(
        work,
        mounts.stream()
            .map(mount -> new SandboxMount(mount.tree().path(), mount.target()))
            .toList(),
        hidden);
  }

  /// @param tree a directory that nobody writes to
  /// @param target where the script sees it; absolute
  record Mount(KeptTrees.Use tree, Path target) {}

  @Override
  public void close() {
    mounts.forEach(mount -> mount.tree().close());
  }
}
