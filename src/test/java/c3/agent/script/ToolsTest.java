package c3.agent.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.C3Exception;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsTest {
  @TempDir Path folder;

  @Test
  void findsAProgramInThePathFirst() throws IOException {
    Path bash = Files.createFile(folder.resolve("bash"));
    Files.setPosixFilePermissions(bash, PosixFilePermissions.fromString("rwx------"));

    assertThat(Tools.on(folder + ":/usr/bin").find("bash")).contains(bash);
  }

  @Test
  void passesOverFilesThatCannotBeRun() throws IOException {
    Files.createFile(folder.resolve("bash"));
    Files.createDirectory(folder.resolve("env"));

    assertThat(Tools.on(folder.toString()).find("bash")).get().isNotEqualTo(folder.resolve("bash"));
    assertThat(Tools.on(folder.toString()).find("env")).get().isNotEqualTo(folder.resolve("env"));
  }

  @Test
  void looksInTheUsualPlacesButNeverInTheCurrentFolder() {
    assertThat(Tools.on("").find("bash")).isPresent();
    assertThat(Tools.on(".:").folders()).allMatch(Path::isAbsolute);
  }

  @Test
  void saysWhichProgramIsMissing() {
    assertThatThrownBy(() -> Tools.on("").require("no-such-program"))
        .isInstanceOf(C3Exception.class)
        .hasMessageContaining("no-such-program");
  }
}
