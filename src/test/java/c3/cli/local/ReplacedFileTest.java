package c3.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacedFileTest {
  @TempDir Path folder;
  private int readings;

  private Path path() {
    return folder.resolve("file");
  }

  private ReplacedFile<String> file() {
    return new ReplacedFile<>(
        path(),
        path -> {
          readings++;
          return Optional.of(Files.readString(path));
        });
  }

  private void replace(String text, FileTime modified) throws IOException {
    Path draft = folder.resolve("draft");
    Files.writeString(draft, text);
    Files.setLastModifiedTime(draft, modified);
    Files.move(draft, path(), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void isReadOnceWhileItStays() throws IOException {
    Files.writeString(path(), "a");
    ReplacedFile<String> file = file();
    assertThat(file.read()).contains("a");
    assertThat(file.read()).contains("a");
    assertThat(readings).isEqualTo(1);
  }

  @Test
  void isReadAgainWhenAnotherHasItsName() throws IOException {
    ReplacedFile<String> file = file();
    replace("a", FileTime.fromMillis(1));
    assertThat(file.read()).contains("a");
    replace("b", FileTime.fromMillis(1));
    assertThat(file.read()).contains("b");
    replace("c", FileTime.fromMillis(2));
    assertThat(file.read()).contains("c");
    // As when a file that was deleted leaves its number to the next.
    Files.writeString(path(), "d");
    Files.setLastModifiedTime(path(), FileTime.fromMillis(3));
    assertThat(file.read()).contains("d");
  }

  @Test
  void saysNothingOnceItIsGone() throws IOException {
    ReplacedFile<String> file = file();
    assertThat(file.read()).isEmpty();
    Files.writeString(path(), "a");
    assertThat(file.read()).contains("a");
    Files.delete(path());
    assertThat(file.read()).isEmpty();
  }
}
