package c3.wire.message;

import c3.model.Digest;
import c3.model.JobSpec;

/// Asks for a job.
///
/// @param key makes the call repeatable: the same key finds the same job
/// @param spec what to run; its mounts are resolved by the server
/// @param workspace the committed workspace manifest
public record SubmitRequest(String key, JobSpec spec, Digest workspace) {
  private static final int KEY_LENGTH_MAX = 200;

  /// Throws `IllegalArgumentException` for a key that is too long to be kept.
  public SubmitRequest {
    if (key.length() > KEY_LENGTH_MAX) {
      throw new IllegalArgumentException("a key has at most " + KEY_LENGTH_MAX + " characters");
    }
  }
}
