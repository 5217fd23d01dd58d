package c3.store;

import c3.model.Lease;
import c3.model.RequestKey;
import java.util.Optional;

/// What an upload is opened with.
///
/// @param key makes the call repeatable: the same key finds the same open session
/// @param lease the lease under which a job's artifacts are uploaded; absent for a workspace
public record SessionRequest(String key, Optional<Lease> lease) {
  /// Throws `IllegalArgumentException` for a key that is too long to be kept.
  public SessionRequest {
    RequestKey.check(key);
  }
}
