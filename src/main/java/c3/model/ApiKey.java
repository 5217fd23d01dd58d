package c3.model;

import java.time.Instant;
import java.util.Optional;

/// What is known of a key to an account; never the key itself.
///
/// @param number names it in lists and when it is revoked
/// @param name what its maker called it
/// @param prefix how the key begins, so that a person can tell which it is
/// @param expires from when on it opens nothing; absent: never
/// @param revoked since when it opens nothing
public record ApiKey(
    long number,
    String name,
    String prefix,
    Instant created,
    Optional<Instant> expires,
    Optional<Instant> revoked) {
  /// Whether its time is over.
  public boolean isExpired(Instant now) {
    return expires.isPresent() && !now.isBefore(expires.get());
  }
}
