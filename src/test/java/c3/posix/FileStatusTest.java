package c3.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.posix.FileStatus.Kind;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStatusTest {
  @TempDir Path folder;

  @Test
  void saysOfAFileWhatTheJdkSays() throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("a"), "four");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr--r--"));
    Files.createLink(folder.resolve("b"), file);
    // The JDK makes 0 of a time before 1970 that has a fraction.
    run("touch", "-d", "1969-12-31T23:59:58.25Z", file.toString());
    FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime");
    long inode = (long) Files.getAttribute(file, "unix:ino");
    // The kernel's number with the parts of the C library's, which are interleaved.
    long dev = (long) Files.getAttribute(file, "unix:dev");
    long major = (dev >>> 8 & 0xfff) | (dev >>> 32 & 0xfffff000L);
    long device = major << 32 | (dev & 0xff) | (dev >>> 12 & 0xffffff00L);
    int owner = (int) Files.getAttribute(file, "unix:uid");
    assertThat(FileStatus.of(file))
        .isEqualTo(
            new FileStatus(
                Kind.FILE,
                4,
                true,
                -1_750_000_000L,
                changed.to(TimeUnit.NANOSECONDS),
                inode,
                device,
                2,
                owner));
  }

  @Test
  void tellsKindsApartAndFollowsNothing() throws IOException, InterruptedException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/"));
    Path pipe = folder.resolve("pipe");
    run("mkfifo", pipe.toString());
    assertThat(FileStatus.of(folder).kind()).isEqualTo(Kind.DIRECTORY);
    assertThat(FileStatus.of(link).kind()).isEqualTo(Kind.LINK);
    assertThat(FileStatus.of(pipe).kind()).isEqualTo(Kind.FIFO);
    assertThat(FileStatus.of(Path.of("/dev/null")).kind()).isEqualTo(Kind.DEVICE);
  }

  @Test
  void reportsWhatIsNotThere() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    for (Path absent : new Path[] {folder.resolve("absent"), file.resolve("below")}) {
      assertThatThrownBy(() -> FileStatus.of(absent))
          .isInstanceOf(NoSuchFileException.class)
          .hasMessage(absent.toString());
    }
  }

  @Test
  void reportsAPathThatIsTooLong() {
    assertThatThrownBy(() -> FileStatus.of(folder.resolve("n".repeat(300))))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("longer than");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x//y/", "/", "../..", "/a//b//", "ü"})
  void readsWhatALinkSaysByteForByte(String target) throws Exception {
    Path link = folder.resolve("link");
    run("ln", "-s", target, link.toString());
    assertThat(SymbolicLinks.read(link)).asString().isEqualTo(target);
  }

  @Test
  void saysWhatIsNoLink() {
    assertThatThrownBy(() -> SymbolicLinks.read(folder))
        .hasMessageContaining("not a symbolic link");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
