package c3.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  @Test
  void listsManyLongAndOddNamesEachTime() throws IOException {
    Set<String> made =
        new HashSet<>(List.of("...", "..a", ".b", "a\nb", "\u00e4", "n".repeat(255)));
    for (int i = 0; i < 2_000; i++) {
      made.add(Integer.toString(i).repeat(1 + i % 60));
    }
    for (String name : made) {
      Files.createFile(folder.resolve(name));
    }
    try (DirectoryHandle handle = DirectoryHandle.open(folder)) {
      for (int i = 0; i < 2; i++) {
        assertThat(DirectoryNames.of(handle.descriptor(), folder::toString))
            .extracting(name -> new String(name, StandardCharsets.UTF_8))
            .containsExactlyInAnyOrderElementsOf(made);
      }
    }
  }

  @Test
  void namesAreBytes() throws IOException {
    byte[] odd = {'a', (byte) 0xff, (byte) 0xfe};
    Files.createFile(FileNames.resolve(folder, odd));
    try (DirectoryHandle handle = DirectoryHandle.open(folder)) {
      assertThat(DirectoryNames.of(handle.descriptor(), folder::toString)).containsExactly(odd);
    }
  }

  @Test
  void anEmptyDirectoryHasNone() throws IOException {
    try (DirectoryHandle handle = DirectoryHandle.open(folder)) {
      assertThat(DirectoryNames.of(handle.descriptor(), folder::toString)).isEmpty();
    }
  }

  @Test
  void aDirectoryThatIsGoneHasNone() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("directory"));
    try (DirectoryHandle handle = DirectoryHandle.open(directory)) {
      Files.delete(directory);
      assertThat(DirectoryNames.of(handle.descriptor(), directory::toString)).isEmpty();
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
