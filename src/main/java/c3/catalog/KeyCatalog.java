package c3.catalog;

import c3.model.AccountId;
import c3.model.ApiKey;
import c3.model.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The keys that open accounts. Of a key only its hash is kept.
public interface KeyCatalog {
  /// Adds a key, or returns the one of this hash that the account has. Throws `C3Exception`
  /// CONFLICT when the hash is that of another account's key.
  ApiKey add(AccountId account, NewKey key) throws IOException;

  /// The key of a hash, revoked and expired ones too; none of an account that was removed.
  Optional<Opens> find(Digest hash) throws IOException;

  /// The keys of an account, newest first.
  List<ApiKey> list(AccountId account) throws IOException;

  /// Revokes a key; from when this returns it opens nothing. One that was revoked stays so. Throws
  /// `C3Exception` NOT_FOUND when the account has none of this number.
  ApiKey revoke(AccountId account, long number) throws IOException;

  /// A key that is to be.
  ///
  /// @param hash the SHA-256 of the key's text
  record NewKey(Digest hash, String name, String prefix, Optional<Instant> expires) {}

  /// A key and the account that it opens.
  record Opens(AccountId account, ApiKey key) {}
}
