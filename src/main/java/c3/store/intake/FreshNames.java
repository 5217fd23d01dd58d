package c3.store.intake;

import c3.model.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Makes names that nobody else has and nobody can guess. Safe for many threads, whatever the
/// generator.
public final class FreshNames {
  private static final int SECRET_BYTES = 16;
  private static final Pattern SECRET = Pattern.compile("[0-9a-f]{32}");

  private final RandomGenerator random;

  /// @param random a secure one, where guessing must be hard
  public FreshNames(RandomGenerator random) {
    this.random = random;
  }

  /// A name for a file.
  public synchronized UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  /// A name for a session.
  public SessionId session() {
    return new SessionId(secret());
  }

  /// Whether these bytes are a secret from end to end.
  static boolean isSecret(byte[] bytes) {
    return SECRET.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).matches();
  }

  /// 32 hex digits.
  public synchronized String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
