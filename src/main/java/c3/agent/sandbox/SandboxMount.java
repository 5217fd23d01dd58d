package c3.agent.sandbox;

import java.nio.file.Path;

/// A directory that a job sees read-only.
///
/// @param source the directory; absolute
/// @param target where the job sees it: absolute, or relative to the workspace
public record SandboxMount(Path source, Path target) {
  /// Throws `IllegalArgumentException` when the source is not absolute.
  public SandboxMount {
    if (!source.isAbsolute()) {
      throw new IllegalArgumentException("what is mounted has an absolute path");
    }
  }
}
