package c3.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.json.JsonException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFileTest {
  private static final ServerFile ONE =
      new ServerFile(
          URI.create("http://127.0.0.1:7733"),
          4711,
          "0123456789ab",
          Instant.parse("2026-11-22T10:02:03.5Z"));

  @TempDir Path folder;

  @Test
  void readsWhatItWrote() throws IOException {
    Path file = folder.resolve("server.json");

    ONE.write(file);

    assertThat(ServerFile.read(file)).contains(ONE);
  }

  @Test
  void replacesAnOldFileAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("server.json");
    new ServerFile(ONE.url(), 1, "aaaaaaaaaaaa", ONE.started()).write(file);

    ONE.write(file);

    assertThat(ServerFile.read(file)).contains(ONE);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void isReadableByItsOwnerOnly() throws IOException {
    Path file = folder.resolve("server.json");

    ONE.write(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void isAbsentWhenThereIsNone() throws IOException {
    assertThat(ServerFile.read(folder.resolve("server.json"))).isEmpty();
  }

  @Test
  void refusesAFileThatIsNotOne() throws IOException {
    Path file = folder.resolve("server.json");

    Files.writeString(file, "{\"url\":\"http://x\",\"pid\":1,\"build\":\"b\",\"started\":\"now\"}");
    assertThatThrownBy(() -> ServerFile.read(file)).isInstanceOf(JsonException.class);

    Files.writeString(file, "");
    assertThatThrownBy(() -> ServerFile.read(file)).isInstanceOf(JsonException.class);
  }
}
