package c3.cli.local;

import c3.cli.Environment;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.project.ProfilesFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// Where c3 keeps its files: `~/.c3`, or what `C3_HOME` names.
///
/// @param root the folder, absolute; private to its user
public record Home(Path root) {
  private static final int CGROUP_DIGITS = 12;

  /// The one that a person's environment means.
  public static Home of(Environment environment) {
    Path root =
        environment
            .variable("C3_HOME")
            .map(environment.directory()::resolve)
            .orElseGet(() -> Path.of(System.getProperty("user.home", "/"), ".c3"));
    return new Home(root.normalize());
  }

  /// What the server says of itself while it runs.
  public Path serverFile() {
    return root.resolve("server.json");
  }

  /// On which port the last server listened.
  public Path serverPort() {
    return root.resolve("server.port");
  }

  /// Held by the server for as long as it lives.
  public Path serverLock() {
    return root.resolve("server.lock");
  }

  /// Held while a server is being started.
  public Path startLock() {
    return root.resolve("start.lock");
  }

  public Path serverLog() {
    return root.resolve("server.log");
  }

  /// Held by the local agent for as long as it lives.
  public Path agentLock() {
    return root.resolve("agent.lock");
  }

  public Path agentLog() {
    return root.resolve("agent.log");
  }

  /// The tokens of this machine's user and agent; they survive restarts.
  public Path tokens() {
    return root.resolve("tokens.json");
  }

  /// The keys to other accounts and servers that a person has logged in with.
  public Path logins() {
    return root.resolve("logins.json");
  }

  /// The hardware profiles that somebody has named; need not exist.
  public Path profiles() {
    return root.resolve(ProfilesFile.NAME);
  }

  public Path catalog() {
    return root.resolve("catalog.db");
  }

  /// Where the logs of jobs lie.
  public Path jobLogs() {
    return root.resolve("logs");
  }

  /// Where the blobs lie.
  public Path store() {
    return root.resolve("store");
  }

  /// Where the agent keeps its spools and mount trees.
  public Path agent() {
    return root.resolve("agent");
  }

  /// Where the agent notes the cgroups that it makes folders in.
  public Path cgroups() {
    return root.resolve("cgroups");
  }

  /// What the agent's folder among the cgroups is called: no other home's on this machine.
  public String cgroupName() {
    byte[] path = root.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
    return "c3-" + Digest.of(path).hex().substring(0, CGROUP_DIGITS);
  }

  /// Where uploads remember the files that they have read; may be removed at any time.
  public Path uploads() {
    return root.resolve("cache").resolve("uploads");
  }

  public Path temporary() {
    return root.resolve("tmp");
  }

  /// The folder as people write it: below their home with a `~`.
  public String shown(Path path, Optional<String> userHome) {
    return userHome
        .map(Path::of)
        .filter(path::startsWith)
        .map(home -> "~/" + home.relativize(path))
        .orElse(path.toString());
  }

  /// Makes the folder, private, where it is missing. Throws `C3Exception` that says which folder
  /// and why when it cannot be made or written.
  public Home prepared() throws IOException {
    try {
      if (!Files.isDirectory(root)) {
        Files.createDirectories(
            root,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Files.createDirectories(temporary());
    } catch (FileSystemException e) {
      throw unusable(e);
    }
    if (!Files.isWritable(root)) {
      throw unusable(new AccessDeniedException(root.toString()));
    }
    return this;
  }

  private C3Exception unusable(FileSystemException cause) {
    String why =
        cause.getReason() != null
            ? cause.getReason()
            : cause instanceof AccessDeniedException
                ? "permission denied"
                : cause instanceof FileAlreadyExistsException
                    ? "not a folder"
                    : "no folder can be made there";
    C3Exception failure =
        new C3Exception(
            ErrorCode.STORAGE_READ_ONLY,
            "c3 cannot keep its files in " + root + " (" + why + ")",
            Optional.of("set C3_HOME to a folder that you may write"));
    failure.initCause(cause);
    return failure;
  }
}
