package c3.wire.message;

import c3.model.Digest;
import c3.model.JobSpec;
import c3.model.RequestKey;

/// Asks for a job.
///
/// @param key makes the call repeatable: the same key finds the same job
/// @param spec what to run; its mounts are resolved by the server
/// @param workspace the committed workspace manifest
public record SubmitRequest(String key, JobSpec spec, Digest workspace) {
  /// Throws `IllegalArgumentException` for a key that is too long to be kept.
  public SubmitRequest {
    RequestKey.check(key);
  }
}
