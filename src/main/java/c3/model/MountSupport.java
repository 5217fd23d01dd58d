package c3.model;

/// What kind of mounts an agent's machine allows.
public enum MountSupport {
  /// At absolute and relative paths, read-only also against a root job.
  ANY,
  /// Only below the workspace, as copies that the job may write to without harm to what is stored.
  RELATIVE
}
