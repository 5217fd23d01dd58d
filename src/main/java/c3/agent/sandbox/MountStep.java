package c3.agent.sandbox;

import java.nio.file.Path;

/// One step in building what a job sees. Sources are paths of the machine, targets paths of the
/// job. A target that is missing is made, which a plan only asks for in memory or in the workspace.
sealed interface MountStep {
  /// How much a job can write into a folder in memory, in bytes: enough for a stray note, and a
  /// clear error for whoever takes it for a disk.
  long MEMORY_BYTES_MAX = 64L << 20;

  /// An empty folder in memory, with these permission bits.
  record Memory(Path target, int mode) implements MountStep {}

  /// The file or the tree of the machine, as it is. Left out when it has vanished.
  record Bind(Path source, Path target) implements MountStep {}

  /// The tree, read-only.
  record ReadOnlyBind(Path source, Path target) implements MountStep {}

  /// A symbolic link that says `content`.
  record Link(Path content, Path target) implements MountStep {}

  /// The job's own process table.
  record Processes(Path target) implements MountStep {}

  /// What was mounted here becomes read-only, not what was mounted below it.
  record ReadOnly(Path target) implements MountStep {}
}
