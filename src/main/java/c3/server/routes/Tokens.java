package c3.server.routes;

import java.io.IOException;
import java.util.Optional;

/// Knows tokens. Safe for many threads; the time an answer takes must not tell how much of a token
/// was right.
public interface Tokens {
  /// Whom a token stands for; absent when it is not known. Throws `C3Exception` UNAUTHORIZED that
  /// says why when it is one that opens nothing any more.
  Optional<Principal> find(String token) throws IOException;
}
