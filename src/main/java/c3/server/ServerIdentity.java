package c3.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What a server says of itself, whatever it is doing.
///
/// @param build the twelve hex digits of the program's jar
/// @param home where its files lie
/// @param store where the blobs lie
public record ServerIdentity(
    String version, String build, long pid, Path home, Path log, Path store) {
  /// What may still be written to the store's disk; absent when it does not say.
  Optional<Long> freeBytes() {
    try {
      return Optional.of(Files.getFileStore(store).getUsableSpace());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
