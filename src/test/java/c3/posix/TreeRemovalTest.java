package c3.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeRemovalTest {
  @TempDir Path folder;

  @Test
  void removesEverythingAndFollowsNoLink() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("kept"), "");
    Path tree = folder.resolve("tree");
    Files.createDirectories(tree.resolve("a/b"));
    Files.writeString(tree.resolve("a/file"), "x");
    Files.writeString(FileNames.resolve(tree, new byte[] {(byte) 0xff, '\n'}), "x");
    Files.createSymbolicLink(tree.resolve("link"), outside);
    Files.setPosixFilePermissions(tree.resolve("a"), PosixFilePermissions.fromString("r-xr-xr-x"));

    TreeRemoval.remove(tree);

    assertThat(tree).doesNotExist();
    assertThat(outside.resolve("kept")).exists();
    TreeRemoval.remove(tree);
    TreeRemoval.remove(folder.resolve("neither/here"));
  }

  @Test
  void removesALinkItself() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), outside);
    TreeRemoval.remove(link);
    assertThat(folder)
        .isDirectoryNotContaining("glob:**/link")
        .isDirectoryContaining("glob:**/outside");
  }

  @Test
  void removesATreeOfAnyDepth() throws IOException {
    DirectoryHandle at = DirectoryHandle.open(folder);
    for (int i = 0; i < 3_000; i++) {
      try (DirectoryHandle parent = at) {
        at = parent.openOrMake("some-directory".getBytes(StandardCharsets.UTF_8));
      }
    }
    at.close();
    TreeRemoval.remove(folder.resolve("some-directory"));
    assertThat(folder).isEmptyDirectory();
  }
}
