package c3.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathsBelowTest {
  @TempDir Path folder;
  private Path root;
  private PathsBelow paths;

  @BeforeEach
  void open() throws IOException {
    root = Files.createDirectories(folder.resolve("root"));
    Files.createDirectories(root.resolve("deep"));
    Files.writeString(root.resolve("deep/file"), "content");
    paths = PathsBelow.of(root);
  }

  @AfterEach
  void close() {
    paths.close();
  }

  private static byte[] bytes(String path) {
    return path.getBytes(StandardCharsets.UTF_8);
  }

  private String read(String path) throws IOException {
    try (OpenFile file = paths.open(bytes(path))) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(100);
      file.read(buffer, 0);
      return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }
  }

  @Test
  void saysOfAPathWhatIsSaidOfTheWholePath() throws IOException {
    for (String path : new String[] {"deep/file", "deep"}) {
      assertThat(paths.status(bytes(path))).isEqualTo(FileStatus.of(root.resolve(path)));
    }
    assertThat(read("deep/file")).isEqualTo("content");
  }

  private void assertGone(String path, ThrowingCallable look) {
    assertThatThrownBy(look)
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(root.resolve(path).toString());
  }

  @Test
  void namesTheWholePathOfWhatIsNotThere() {
    for (String path : new String[] {"absent", "deep/absent", "deep/file/below"}) {
      assertGone(path, () -> paths.status(bytes(path)));
    }
  }

  @Test
  void followsNoLinkAtTheEnd() throws IOException {
    Files.createSymbolicLink(root.resolve("link"), Path.of("deep/file"));
    assertThat(paths.status(bytes("link")).kind()).isEqualTo(FileStatus.Kind.LINK);
    assertThatThrownBy(() -> paths.open(bytes("link"))).isInstanceOf(FileSystemLoopException.class);
  }

  @Test
  void staysWithTheDirectoryThatWasOpened() throws IOException {
    Files.move(root, folder.resolve("moved"));
    Files.createDirectories(root.resolve("deep"));
    assertThat(read("deep/file")).isEqualTo("content");
  }

  @Test
  void opensNoDirectoryThatIsNone() {
    assertThatThrownBy(() -> PathsBelow.of(root.resolve("absent")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void listsNamesAndReadsLinksOfTheDirectoryThatWasOpened() throws IOException {
    Files.createSymbolicLink(root.resolve("deep/link"), Path.of("x/y"));
    Files.move(root, folder.resolve("moved"));
    Files.createDirectories(root.resolve("deep/other"));
    assertThat(paths.names(bytes("deep")))
        .extracting(name -> new String(name, StandardCharsets.UTF_8))
        .containsExactlyInAnyOrder("file", "link");
    assertThat(paths.names(new byte[0])).containsExactly(bytes("deep"));
    assertThat(paths.readLink(bytes("deep/link"))).isEqualTo(bytes("x/y"));
  }

  @Test
  void listsNothingThatIsNoDirectory() throws IOException {
    Files.createSymbolicLink(root.resolve("link"), Path.of("deep"));
    for (String path : new String[] {"deep/file", "link", "absent"}) {
      assertGone(path, () -> paths.names(bytes(path)));
    }
  }

  @Test
  void readsNoLinkWhereNoneIs() {
    for (String path : new String[] {"deep/file", "deep/file/below", "absent"}) {
      assertGone(path, () -> paths.readLink(bytes(path)));
    }
  }
}
