package c3.model;

import java.util.Optional;
import java.util.OptionalInt;

/// How a job ended, or, while its artifacts are uploaded, how it will end if that succeeds.
///
/// @param status SUCCEEDED, FAILED, CANCELED or TIMED_OUT
/// @param reason why, when and only when FAILED
/// @param exitCode the script's exit code, 128 + n for signal n; absent when it never ended by
///   itself
/// @param message one sentence for a person; empty when there is nothing to add
public record JobEnd(
    JobStatus status, Optional<FailureReason> reason, OptionalInt exitCode, String message) {
  /// Throws `IllegalArgumentException` for a status that is no end, or a reason out of place.
  public JobEnd {
    if (!status.isEnd()) {
      throw new IllegalArgumentException(status + " is not an end");
    }
    if (reason.isPresent() != (status == JobStatus.FAILED)) {
      throw new IllegalArgumentException("FAILED, and only FAILED, has a reason");
    }
  }

  /// The end of a script that ended by itself.
  public static JobEnd exited(int exitCode) {
    return exitCode == 0
        ? new JobEnd(JobStatus.SUCCEEDED, Optional.empty(), OptionalInt.of(0), "")
        : new JobEnd(
            JobStatus.FAILED,
            Optional.of(FailureReason.SCRIPT_ERROR),
            OptionalInt.of(exitCode),
            "the script exited with " + exitCode + signal(exitCode));
  }

  private static String signal(int exitCode) {
    int signal = exitCode - 128;
    if (signal == 9) {
      return " (signal 9, as when memory runs out)";
    }
    return signal > 0 && signal <= 64 ? " (signal " + signal + ")" : "";
  }

  /// The end of a job that failed before its script had ended by itself.
  public static JobEnd failed(FailureReason reason, String message) {
    return failed(reason, OptionalInt.empty(), message);
  }

  /// The end of a job that failed, whatever its script exited with.
  public static JobEnd failed(FailureReason reason, OptionalInt exitCode, String message) {
    return new JobEnd(JobStatus.FAILED, Optional.of(reason), exitCode, message);
  }

  /// The end of a job that was canceled.
  public static JobEnd canceled() {
    return new JobEnd(JobStatus.CANCELED, Optional.empty(), OptionalInt.empty(), "canceled");
  }

  /// The end of a job that reached its time limit.
  public static JobEnd timedOut(String message) {
    return new JobEnd(JobStatus.TIMED_OUT, Optional.empty(), OptionalInt.empty(), message);
  }

  /// What this end becomes when the artifacts cannot be stored: UPLOAD_ERROR after an exit 0, and
  /// otherwise unchanged, since the script's own end counts more.
  public JobEnd uploadFailed(String why) {
    return status == JobStatus.SUCCEEDED ? failed(FailureReason.UPLOAD_ERROR, exitCode, why) : this;
  }
}
