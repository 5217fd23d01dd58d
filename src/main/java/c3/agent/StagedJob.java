package c3.agent;

import c3.model.Job;
import java.nio.file.Path;
import java.util.List;

/// A job laid out on this machine, ready to run. Its mount trees are kept for it until it is
/// closed.
///
/// @param work the workspace, with its output directories
/// @param mounts what is to be shown read-only, besides the copies that lie in the workspace
///   already
record StagedJob(Job job, Path work, List<Mount> mounts) implements AutoCloseable {
  StagedJob {
    mounts = List.copyOf(mounts);
  }

  /// @param tree a directory that nobody writes to
  /// @param target where the script sees it; absolute
  record Mount(MountTrees.Use tree, Path target) {}

  @Override
  public void close() {
    mounts.forEach(mount -> mount.tree().close());
  }
}
