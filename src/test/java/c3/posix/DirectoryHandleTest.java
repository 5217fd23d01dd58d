package c3.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryHandleTest {
  private static final byte[] ODD = {'n', '\n', (byte) 0xff, ' '};

  @TempDir Path folder;
  @AutoClose private DirectoryHandle directory;

  @BeforeEach
  void open() throws IOException {
    directory = DirectoryHandle.open(folder);
  }

  @Test
  void namesAFileOnlyWhenItIsDone() throws IOException {
    try (NewFile file = directory.newFile(0644)) {
      file.content().write(direct("content"));
      file.content().setModified(-1_500_000_001L);
      assertThat(names()).isEmpty();
      file.name(ODD);
    }
    assertThat(Files.readString(FileNames.resolve(folder, ODD))).isEqualTo("content");
    FileStatus status = directory.status(ODD).orElseThrow();
    assertThat(status.modifiedNanos()).isEqualTo(-1_500_000_001L);
    assertThat(status.sizeBytes()).isEqualTo(7);
    assertThat(status.links()).isEqualTo(1);
    assertThat(status.isFile()).isTrue();
    assertThat(status.executable()).isFalse();
  }

  @Test
  void leavesNothingOfAFileWithoutAName() throws IOException {
    try (NewFile file = directory.newFile(0644)) {
      file.content().write(direct("content"));
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void leavesAloneWhatSomebodyElsePutInTheUnfinishedFilesPlace() throws IOException {
    try (NewFile file = directory.newFile(bytes("a"), 0644)) {
      file.content().write(direct("half"));
      try (NewFile other = directory.newFile(0644)) {
        other.content().write(direct("whole"));
        other.replace(bytes("a"));
      }
    }

    assertThat(Files.readString(folder.resolve("a"))).isEqualTo("whole");
  }

  @Test
  void removesAFileThatHadItsNameAtOnceAndWasNotFinished() throws IOException {
    try (NewFile file = directory.newFile(bytes("a"), 0644)) {
      file.content().write(direct("content"));
      assertThat(names()).containsExactly("a");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void keepsAFileThatHadItsNameAtOnce() throws IOException {
    try (NewFile file = directory.newFile(bytes("a"), 0644)) {
      file.content().write(direct("content"));
      file.replace(bytes("a"));
    }
    assertThat(folder.resolve("a")).hasContent("content");
    assertThatThrownBy(() -> directory.newFile(bytes("a"), 0644))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void knowsWhichDirectoriesItHasMade() throws IOException {
    try (DirectoryHandle made = directory.openOrMake(bytes("d"));
        DirectoryHandle again = directory.openOrMake(bytes("d"))) {
      assertThat(made.isNew()).isTrue();
      assertThat(again.isNew()).isFalse();
    }
  }

  @Test
  void doesNotTakeANameUnlessToldTo() throws IOException {
    Files.writeString(folder.resolve("a"), "old");
    try (NewFile file = directory.newFile(0755)) {
      file.content().write(direct("new"));
      assertThatThrownBy(() -> file.name(bytes("a")))
          .isInstanceOf(FileAlreadyExistsException.class);
      assertThat(folder.resolve("a")).hasContent("old");
      file.replace(bytes("a"));
    }
    assertThat(folder.resolve("a")).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a"))))
        .startsWith("rwx");
    assertThat(names()).containsExactly("a");
  }

  @Test
  void replacesALinkItselfAndNotWhatItPointsTo() throws IOException {
    Files.writeString(folder.resolve("victim"), "old");
    Files.createSymbolicLink(folder.resolve("a"), Path.of("victim"));
    try (NewFile file = directory.newFile(0644)) {
      file.replace(bytes("a"));
    }
    assertThat(folder.resolve("victim")).hasContent("old");
    assertThat(Files.isSymbolicLink(folder.resolve("a"))).isFalse();
  }

  @Test
  void keepsWhatALinkSaysByteForByte() throws IOException {
    for (byte[] target : List.of(bytes("x//y/"), bytes("/etc/passwd"), ODD, bytes("."))) {
      directory.symbolicLink(target, bytes("l"));
      assertThat(directory.readLink(bytes("l"))).isEqualTo(target);
      assertThat(SymbolicLinks.read(folder.resolve("l"))).isEqualTo(target);
      directory.delete(bytes("l"));
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void entersNoDirectoryThroughALink() throws IOException {
    Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
    Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> directory.open(bytes("link")))
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> directory.openOrMake(bytes("link")))
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> directory.openOrMake(bytes("file")))
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> directory.open(bytes("absent")))
        .isInstanceOf(NoSuchFileException.class);
    try (DirectoryHandle made = directory.openOrMake(ODD);
        DirectoryHandle again = directory.openOrMake(ODD)) {
      made.symbolicLink(bytes("x"), bytes("y"));
      assertThat(again.status(bytes("y"))).map(FileStatus::kind).contains(FileStatus.Kind.LINK);
    }
  }

  @Test
  void opensNoFileThroughALink() throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc/passwd"));
    assertThatThrownBy(() -> directory.openFile(bytes("link")))
        .isInstanceOf(FileSystemLoopException.class);
    assertThatThrownBy(() -> OpenFile.forReading(folder.resolve("link")))
        .isInstanceOf(FileSystemLoopException.class);
  }

  @Test
  void takesOnlySingleNames() {
    for (String name : List.of("", ".", "..", "a/b", "/a", "../a")) {
      assertThatThrownBy(() -> directory.status(bytes(name)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> directory.symbolicLink(bytes("x"), bytes(name)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> directory.openFile(new byte[] {'a', 0}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void linksAFileUnderASecondName() throws IOException {
    Path original = Files.writeString(folder.resolve("a"), "x");
    directory.link(original, bytes("b"));
    assertThat(directory.status(bytes("b")).orElseThrow().links()).isEqualTo(2);
    assertThatThrownBy(() -> directory.link(original, bytes("b")))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void copiesARangeOfAnotherFile() throws IOException {
    Path source = Files.writeString(folder.resolve("a"), "0123456789");
    try (OpenFile from = OpenFile.forReading(source);
        NewFile file = directory.newFile(0644)) {
      assertThat(file.content().copyFrom(from, 2, 4, 0)).isEqualTo(4);
      assertThat(file.content().copyFrom(from, 8, 100, 4)).isEqualTo(2);
      ByteBuffer back = ByteBuffer.allocateDirect(100);
      assertThat(file.content().read(back, 1)).isEqualTo(5);
      assertThat(file.content().read(back, 6)).isZero();
      file.name(bytes("b"));
    }
    assertThat(folder.resolve("b")).hasContent("234589");
  }

  @Test
  void copiesBetweenFileSystemsOfDifferentKinds() throws IOException {
    try (OpenFile from = OpenFile.forReading(Path.of("/proc/self/status"));
        NewFile file = directory.newFile(0644)) {
      assertThat(file.content().copyFrom(from, 0, 5, 0)).isEqualTo(5);
      file.name(bytes("b"));
    }
    assertThat(Files.readString(folder.resolve("b"))).isEqualTo("Name:");
  }

  @Test
  void reachesDeeperThanAPathCanSay() throws IOException {
    byte[] name = bytes("n".repeat(255));
    DirectoryHandle at = DirectoryHandle.open(folder);
    for (int i = 0; i < 20; i++) {
      try (DirectoryHandle parent = at) {
        at = parent.openOrMake(name);
      }
    }
    try (DirectoryHandle deep = at;
        NewFile file = deep.newFile(0600)) {
      file.name(bytes("f"));
      assertThat(deep.status(bytes("f"))).isPresent();
    }
    TreeRemoval.remove(folder.resolve("n".repeat(255)));
    assertThat(Files.exists(folder.resolve("n".repeat(255)), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  private static ByteBuffer direct(String text) {
    byte[] bytes = bytes(text);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
