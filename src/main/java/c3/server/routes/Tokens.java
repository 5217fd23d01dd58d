package c3.server.routes;

import java.util.Optional;

/// Knows tokens. Safe for many threads; the time an answer takes must not tell how much of a token
/// was right.
public interface Tokens {
  /// Whom a token stands for; absent when it is not known.
  Optional<Principal> find(String token);
}
