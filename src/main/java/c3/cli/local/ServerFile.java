package c3.cli.local;

import c3.json.Json;
import c3.json.JsonException;
import c3.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// `server.json`: where the server of this machine answers. Only true while `server.lock` is held;
/// clients and agents look at the lock before each call, and read the file again when it was
/// replaced.
///
/// @param url where it listens, without a slash at the end
/// @param pid its process
/// @param build the twelve hex digits of its program's jar
/// @param started when it began, by its own clock; for people only
public record ServerFile(URI url, long pid, String build, Instant started) {
  private static final int SIZE_BYTES_MAX = 4096;

  /// Reads the file; absent when there is none. Throws `JsonException` when it is not one.
  public static Optional<ServerFile> read(Path file) throws IOException {
    JsonObject json;
    try (var source = Files.newInputStream(file)) {
      json = Json.read(source, SIZE_BYTES_MAX);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ServerFile(
              URI.create(json.text("url")),
              json.whole("pid"),
              json.text("build"),
              Instant.parse(json.text("started"))));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new JsonException(file + " does not say where a server is: " + e.getMessage());
    }
  }

  /// Writes the file, readable by its owner only; a reader sees the old one or all of the new.
  public void write(Path file) throws IOException {
    JsonObject json =
        JsonObject.with()
            .put("url", url.toString())
            .put("pid", pid)
            .put("build", build)
            .put("started", started.toString())
            .build();
    PrivateFile.write(file, json + "\n");
  }
}
