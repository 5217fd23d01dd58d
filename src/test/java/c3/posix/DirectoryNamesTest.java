package c3.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryNamesTest {
  @TempDir Path folder;

  @Test
  void listsAnOpenDirectoryWhateverItIsCalledNow() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("directory"));
    Files.createFile(directory.resolve("file"));
    try (DirectoryHandle handle = DirectoryHandle.open(directory)) {
      Files.move(directory, folder.resolve("moved"));
      assertThat(DirectoryNames.of(handle.descriptor(), directory::toString))
          .containsExactly(FileNames.bytes(Path.of("file")));
    }
  }

  /// Whoever walks a tree leaves out what is gone; this is not.
  @Test
  void oneThatCannotBeListedIsNotGone() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    try (OpenFile open = OpenFile.forReading(file)) {
      assertThatThrownBy(() -> DirectoryNames.of(open.descriptor(), () -> "what is meant"))
          .isExactlyInstanceOf(FileSystemException.class)
          .hasMessageStartingWith("what is meant: its names cannot be listed: ");
    }
  }
}
