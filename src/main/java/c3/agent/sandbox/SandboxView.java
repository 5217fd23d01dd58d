package c3.agent.sandbox;

import java.nio.file.Path;
import java.util.List;

/// What a job is to see, beside the machine as its user sees it.
///
/// @param workspace the directory it runs in and writes to; exists, absolute, may lie in a hidden
///   one
/// @param mounts directories shown read-only
/// @param hidden directories shown empty; those that do not exist are left out
public record SandboxView(Path workspace, List<SandboxMount> mounts, List<Path> hidden) {
  /// Copies the lists; throws `IllegalArgumentException` when the workspace is not absolute.
  public SandboxView {
    mounts = List.copyOf(mounts);
    hidden = List.copyOf(hidden);
    if (!workspace.isAbsolute()) {
      throw new IllegalArgumentException("a workspace has an absolute path");
    }
  }
}
