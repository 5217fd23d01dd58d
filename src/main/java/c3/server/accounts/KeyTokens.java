package c3.server.accounts;

import c3.catalog.KeyCatalog;
import c3.catalog.KeyCatalog.Opens;
import c3.model.ApiKey;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.server.routes.Principal;
import c3.server.routes.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/// Tokens that are known from the start, and beside them the keys of the catalog. A key is looked
/// up by its hash at each request, so that one that was revoked opens nothing from then on.
public final class KeyTokens implements Tokens {
  private static final Optional<String> HINT = Optional.of("c3 login, with a new key");

  private final Tokens fixed;
  private final KeyCatalog keys;
  private final InstantSource clock;

  public KeyTokens(Tokens fixed, KeyCatalog keys, InstantSource clock) {
    this.fixed = fixed;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public Optional<Principal> find(String token) throws IOException {
    Optional<Principal> known = fixed.find(token);
    if (known.isPresent()) {
      return known;
    }
    Optional<Opens> opens = keys.find(Digest.of(token.getBytes(StandardCharsets.UTF_8)));
    return opens.isPresent() ? Optional.of(principal(opens.get())) : Optional.empty();
  }

  private Principal principal(Opens opens) throws C3Exception {
    ApiKey key = opens.key();
    String which = "the key " + key.prefix() + "...";
    if (key.revoked().isPresent()) {
      throw new C3Exception(ErrorCode.UNAUTHORIZED, which + " was revoked", HINT);
    }
    if (key.isExpired(clock.instant())) {
      throw new C3Exception(ErrorCode.UNAUTHORIZED, which + " has expired", HINT);
    }
    return new Principal.Person(opens.account());
  }
}
