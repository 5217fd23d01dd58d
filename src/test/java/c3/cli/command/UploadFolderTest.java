package c3.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import c3.SettableClock;
import c3.cli.Environment;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadFolderTest {
  private static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");

  @TempDir Path home;

  private UploadFolder upload() {
    return new UploadFolder(
        new Environment(
            Map.of("C3_HOME", home.toString()), home, new SettableClock(NOW), new Random(1)));
  }

  private void makeAndClose() throws IOException {
    try (UploadFolder upload = upload()) {
      upload.make();
    }
  }

  private Path folder(String name, Duration age) throws IOException {
    Path folder = Files.createDirectories(home.resolve("tmp").resolve(name));
    Files.writeString(folder.resolve("lock"), "4711");
    Files.writeString(folder.resolve("bundle"), "what a killed upload has packed");
    Files.setLastModifiedTime(folder, FileTime.from(NOW.minus(age)));
    return folder;
  }

  @Test
  void liesInTheFolderOfC3AndLeavesNothing() throws IOException {
    try (UploadFolder upload = upload()) {
      Path made = upload.make();
      assertThat(made).startsWith(home);
      Files.writeString(made.resolve("bundle"), "packed");
    }
    assertThat(home.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void liesElsewhereWhereTheFolderOfC3CannotBeMade() throws IOException {
    home = Files.writeString(home.resolve("file"), "in the way").resolve("c3");
    Path made;
    try (UploadFolder upload = upload()) {
      made = upload.make();
      assertThat(made).isDirectory().isAbsolute();
    }
    assertThat(made).doesNotExist();
  }

  @Test
  void removesWhatAKilledUploadLeft() throws IOException {
    Path killed = folder("upload-1", Duration.ofMinutes(2));
    Path begun = folder("upload-2", Duration.ofSeconds(1));
    Path other = folder("probe-3", Duration.ofDays(1));
    makeAndClose();
    assertThat(killed).doesNotExist();
    assertThat(begun).isDirectory();
    assertThat(other).isDirectory();
  }

  @Test
  void oneThatCannotBeRemovedKeepsNoUploadFromBeginning() throws IOException {
    Path killed = folder("upload-1", Duration.ofMinutes(3));
    Path odd = folder("upload-2", Duration.ofMinutes(2));
    Files.delete(odd.resolve("lock"));
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(odd.resolve("lock")));
      Files.setLastModifiedTime(odd, FileTime.from(NOW.minus(Duration.ofMinutes(2))));

      makeAndClose();
    }

    assertThat(odd).isDirectory();
    assertThat(killed).doesNotExist();
  }

  @Test
  void leavesThatOfAnUploadWhichGoesOn() throws IOException {
    try (UploadFolder first = upload()) {
      Path made = first.make();
      Files.setLastModifiedTime(made, FileTime.from(NOW.minus(Duration.ofHours(1))));
      makeAndClose();
      assertThat(made).isDirectory();
    }
  }

  /// After Ctrl-C the transfer goes on until the program has ended.
  @Test
  void isNotMadeOnceItWasClosed() throws IOException {
    UploadFolder upload = upload();
    upload.close();
    assertThatIOException().isThrownBy(upload::make);
    assertThat(home.resolve("tmp")).isEmptyDirectory();
  }
}
