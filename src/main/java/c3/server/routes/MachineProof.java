package c3.server.routes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// A file with a nonce that only the server's own user on the server's own machine can read. Who
/// can tell the nonce may be told where blobs lie on its disk. Made anew at each start.
///
/// @param file where it lies
/// @param nonce what it says
public record MachineProof(Path file, String nonce) {
  private static final int NONCE_BYTES = 32;

  /// Writes a new one into a folder that only its user may enter.
  ///
  /// @param random must not be guessable
  public static MachineProof write(Path folder, RandomGenerator random) throws IOException {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = HexFormat.of().formatHex(bytes);
    Path file = folder.resolve("locate-proof");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, nonce);
    return new MachineProof(file, nonce);
  }

  /// Whether somebody could tell the nonce.
  boolean holds(String told) {
    return MessageDigest.isEqual(
        nonce.getBytes(StandardCharsets.UTF_8), told.getBytes(StandardCharsets.UTF_8));
  }
}
