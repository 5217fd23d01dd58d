package c3.wire.message;

import c3.model.AccountName;
import c3.model.Digest;
import java.time.Duration;
import java.util.Optional;

/// A key that is to be.
///
/// @param user whose; absent: the caller's
/// @param hash the SHA-256 of the key's text, which is not sent
/// @param name what its maker calls it
/// @param prefix how the key begins, for lists
/// @param validity how long it opens anything; absent: until it is revoked
public record KeyRequest(
    Optional<AccountName> user,
    Digest hash,
    String name,
    String prefix,
    Optional<Duration> validity) {}
