package c3.transfer.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.collect.Collector;
import c3.collect.FileCollector;
import c3.collect.Found;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.Limits;
import c3.transfer.UploadFailed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyFileReaderTest {
  @TempDir Path folder;

  private final SteadyFileReader reader = new SteadyFileReader(Limits.STANDARD);

  @AfterEach
  void closeReader() {
    reader.close();
  }

  /// What a walk finds of one file, below a root.
  private Found.File found(Path root, EntryPath prefix) throws IOException {
    List<Found> found = new ArrayList<>();
    new FileCollector()
        .walk(List.of(new Collector.Root(root, prefix, Collector.Filter.EVERYTHING)), found::add);
    return (Found.File) found.getFirst();
  }

  private Found.File found(String content) throws IOException {
    Files.createDirectories(folder.resolve("deep"));
    Files.writeString(folder.resolve("deep/file"), content);
    return found(folder, EntryPath.ROOT);
  }

  private ReadFile read(Found.File found) throws IOException {
    return reader.read(found, room(found));
  }

  private static ByteBuffer room(Found.File found) {
    return ByteBuffer.allocateDirect(Math.toIntExact(found.stamp().sizeBytes()));
  }

  private static void assertContent(ReadFile read, String content) {
    assertThat(read).isInstanceOf(ReadFile.Small.class);
    ReadFile.Small small = (ReadFile.Small) read;
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    assertThat(small.content()).isEqualTo(ByteBuffer.wrap(bytes));
    assertThat(small.entry().digest()).isEqualTo(Digest.of(bytes));
    assertThat(small.entry().sizeBytes()).isEqualTo(bytes.length);
    assertThat(small.entry().changed()).isFalse();
  }

  @Test
  void readsIntoTheRoomWhatNobodyHasTouched() throws IOException {
    Found.File found = found("content");
    ByteBuffer room = room(found);
    ReadFile read = reader.read(found, room);
    assertContent(read, "content");
    room.put(0, (byte) 'C');
    assertThat(((ReadFile.Small) read).content().get(0)).isEqualTo((byte) 'C');
  }

  @Test
  void readsAnEmptyFile() throws IOException {
    assertContent(read(found("")), "");
  }

  @Test
  void readsWhatIsThereNowOfAFileThatChangedSinceTheWalk() throws IOException {
    for (String now : List.of("shorter", "longer than it was", "same as long")) {
      Found.File found = found("what it was.");
      Files.writeString(found.file(), now);
      Files.setLastModifiedTime(found.file(), FileTime.fromMillis(1_000_000));
      Files.setPosixFilePermissions(found.file(), PosixFilePermissions.fromString("rwx------"));
      ReadFile read = read(found);
      assertContent(read, now);
      Entry.File entry = ((ReadFile.Small) read).entry();
      assertThat(entry.modifiedNanos()).isEqualTo(1_000_000_000_000L);
      assertThat(entry.executable()).isTrue();
      Files.delete(found.file());
    }
  }

  @Test
  void readsAFileThatTookAnothersPlace() throws IOException {
    Found.File found = found("content");
    Files.delete(found.file());
    Files.writeString(found.file(), "another");
    assertContent(read(found), "another");
  }

  @Test
  void leavesAFileThatHasGrownTooLargeToOthers() throws IOException {
    Found.File found = found("content");
    Files.write(found.file(), new byte[(int) Limits.STANDARD.smallFileMax() + 1]);
    assertThat(read(found)).isInstanceOf(ReadFile.Large.class);
  }

  @Test
  void whatIsNoFileAnyMoreIsGone() throws Exception {
    Found.File found = found("content");
    Files.delete(found.file());
    assertThat(read(found)).isInstanceOf(ReadFile.Gone.class);
    Files.createDirectory(found.file());
    assertThat(read(found)).isInstanceOf(ReadFile.Gone.class);
    Files.delete(found.file());
    Files.createSymbolicLink(found.file(), Files.writeString(folder.resolve("other"), "secret!"));
    assertThat(read(found)).isInstanceOf(ReadFile.Gone.class);
    Files.delete(found.file());
    new ProcessBuilder("mkfifo", found.file().toString()).start().waitFor();
    assertThat(read(found)).isInstanceOf(ReadFile.Gone.class);
  }

  @Test
  void readsBelowOneRootAfterTheOtherAndARootThatIsAFile() throws IOException {
    Found.File first = found("first");
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("file"), "second");
    Found.File second = found(other, EntryPath.of("b"));
    Found.File third =
        found(Files.writeString(folder.resolve("third"), "third"), EntryPath.of("c"));
    assertContent(read(first), "first");
    assertContent(read(second), "second");
    assertContent(read(third), "third");
    assertContent(read(first), "first");
  }

  @Test
  void namesAFileThatCannotBeRead() throws Exception {
    Found.File found = found("content");
    Files.delete(found.file());
    Files.delete(folder.resolve("deep"));
    Files.createSymbolicLink(folder.resolve("deep"), Path.of("deep"));
    assertThat(read(found)).isInstanceOf(ReadFile.Gone.class);
    Files.delete(folder.resolve("deep"));
    Files.createSymbolicLink(folder.resolve("deep"), Path.of("x".repeat(300)));
    assertThatThrownBy(() -> read(found))
        .isInstanceOf(UploadFailed.class)
        .hasMessageContaining("cannot be read");
  }
}
