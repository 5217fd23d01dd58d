package c3.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  @TempDir Path folder;

  /// The sources may have changed since this process was built, and a folder may be called
  /// anything.
  @Test
  void startsItsOwnBuildAgain() throws Exception {
    Path launcher = Files.createDirectory(folder.resolve("lr=0.1 $x")).resolve("c3");
    Files.writeString(launcher, "#!/bin/sh\necho \"$C3_BUILD $*\"\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    Process started =
        new ProcessBuilder(new Program(launcher, "0123456789ab").command("agent", "--quiet"))
            .start();
    assertThat(new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("0123456789ab agent --quiet\n");
  }
}
