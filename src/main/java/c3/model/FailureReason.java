package c3.model;

/// Why a job is FAILED.
public enum FailureReason {
  /// The script ended with another exit code than 0.
  SCRIPT_ERROR,
  /// The script exited 0, but what it left could not be stored.
  UPLOAD_ERROR,
  /// The workspace or a mount could not be laid out.
  STAGING_ERROR,
  /// The machine could not start the script.
  LAUNCH_ERROR,
  /// The agent vanished before the script had ended.
  AGENT_LOST
}
