package c3.wire.message;

import java.nio.file.Path;
import java.util.Optional;

/// What a server says of itself to somebody.
///
/// @param build the twelve hex digits of the program's jar; clients of another build are refused
/// @param machine where it runs; only the administrator is told
/// @param running jobs that an agent holds: of all accounts for the administrator, else one's own
/// @param pending jobs that wait, counted likewise
public record ServerStatus(
    String version, String build, Optional<Machine> machine, int running, int pending) {

  /// The process and its files.
  ///
  /// @param home where its files lie
  /// @param store where the blobs lie
  /// @param freeBytes what the server may still write there; absent when its disk does not say
  public record Machine(long pid, Path home, Path log, Path store, Optional<Long> freeBytes) {}
}
