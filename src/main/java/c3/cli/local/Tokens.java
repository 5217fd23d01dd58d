package c3.cli.local;

import c3.json.Json;
import c3.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The secrets of this machine: who can read this file is the machine's user, or its agent. Made by
/// the first server and kept, so that a restarted server still knows its agent.
///
/// @param user shown by the commands that its user types
/// @param agent shown by the agent of this machine
public record Tokens(String user, String agent) {
  private static final int SIZE_MAX = 4096;
  private static final int SECRET_BYTES = 32;

  /// Reads the file; absent when there is none yet.
  public static Optional<Tokens> read(Path file) throws IOException {
    try (InputStream source = Files.newInputStream(file)) {
      JsonObject json = Json.read(source, SIZE_MAX);
      return Optional.of(new Tokens(json.text("user"), json.text("agent")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// Reads the file, or makes it; for the one server that holds the home's lock.
  public static Tokens readOrCreate(Path file, RandomGenerator random) throws IOException {
    Optional<Tokens> known = read(file);
    if (known.isPresent()) {
      return known.get();
    }
    Tokens tokens = new Tokens(secret("c3_user_", random), secret("c3_agent_", random));
    PrivateFile.write(
        file, JsonObject.with().put("user", tokens.user).put("agent", tokens.agent).build() + "\n");
    return tokens;
  }

  /// A secret that cannot be guessed.
  ///
  /// @param prefix tells people what it is
  public static String secret(String prefix, RandomGenerator random) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return prefix + HexFormat.of().formatHex(bytes);
  }

  /// Hides both, so that they are in no log.
  @Override
  public String toString() {
    return "Tokens";
  }
}
