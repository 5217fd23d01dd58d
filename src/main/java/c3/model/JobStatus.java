package c3.model;

/// Where a job is in its life, by the names that people see. Order is the order of a life.
public enum JobStatus {
  PENDING,
  SCHEDULING,
  STAGING,
  RUNNING,
  UPLOADING,
  SUCCEEDED,
  FAILED,
  CANCELED,
  TIMED_OUT;

  /// Whether no other state follows.
  public boolean isEnd() {
    return compareTo(SUCCEEDED) >= 0;
  }
}
