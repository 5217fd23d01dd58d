package c3.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadLeaseTest {
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.writeString(folder.resolve("file"), "written");
  }

  @Test
  void isGivenWhenNobodyCanWrite() throws IOException {
    try (FileChannel _ = FileChannel.open(file, StandardOpenOption.READ);
        OpenFile open = OpenFile.forReading(file);
        ReadLease lease = ReadLease.take(open)) {
      assertThat(lease.isHeld()).isTrue();
    }
  }

  @Test
  void isRefusedWhileADescriptorIsOpenForWriting() throws IOException {
    try (OpenFile open = OpenFile.forReading(file)) {
      try (FileChannel _ = FileChannel.open(file, StandardOpenOption.WRITE)) {
        assertThatThrownBy(() -> ReadLease.take(open)).isInstanceOf(FileSystemException.class);
      }
      ReadLease.take(open).close();
    }
  }

  @Test
  void isRefusedWhileItIsMappedForWriting() throws IOException {
    try (var mapping = Arena.ofConfined();
        OpenFile open = OpenFile.forReading(file)) {
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        channel.map(MapMode.READ_WRITE, 0, 4, mapping);
      }
      assertThatThrownBy(() -> ReadLease.take(open)).isInstanceOf(FileSystemException.class);
    }
  }

  @Test
  void isTakenAwayWhenSomebodyWantsToWriteWhoThenWaits() throws Exception {
    Thread writer;
    try (OpenFile open = OpenFile.forReading(file);
        ReadLease lease = ReadLease.take(open)) {
      writer = Thread.ofPlatform().start(this::overwrite);
      Awaitility.await().until(() -> !lease.isHeld());
      assertThat(file).hasContent("written");
    }
    writer.join();
    assertThat(file).hasContent("changed");
  }

  private void overwrite() {
    try {
      Files.writeString(file, "changed", StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void isRefusedForWhatIsNoFile() throws IOException {
    try (OpenFile open = OpenFile.forReading(folder)) {
      assertThatThrownBy(() -> ReadLease.take(open)).isInstanceOf(FileSystemException.class);
    }
  }
}
