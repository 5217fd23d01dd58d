package c3.server.routes;

import c3.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Tokens that are known from the start. They are kept as digests, so that looking one up takes the
/// same time whatever is right of it, and so that a dump of the memory does not hold them.
public final class FixedTokens implements Tokens {
  private final Map<Digest, Principal> known;

  /// @param known each token and whom it stands for
  public FixedTokens(Map<String, Principal> known) {
    this.known =
        known.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(e -> digest(e.getKey()), Map.Entry::getValue));
  }

  @Override
  public Optional<Principal> find(String token) {
    return Optional.ofNullable(known.get(digest(token)));
  }

  private static Digest digest(String token) {
    return Digest.of(token.getBytes(StandardCharsets.UTF_8));
  }
}
