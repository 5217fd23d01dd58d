package c3.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PipeTest {
  @Test
  void carriesWhatIsWrittenUnderItsName() throws IOException {
    try (Pipe pipe = Pipe.open()) {
      try (FileChannel writer = FileChannel.open(pipe.writer(), StandardOpenOption.WRITE)) {
        writer.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)));
      }
      pipe.closeWriter();
      pipe.closeWriter();

      ByteBuffer read = ByteBuffer.allocate(10);
      while (pipe.reader().read(read) >= 0) {
        assertThat(read.position()).isPositive();
      }
      assertThat(new String(read.array(), 0, read.position(), StandardCharsets.UTF_8))
          .isEqualTo("hello");
    }
  }

  @Test
  void freesAReaderWhenItIsClosed() throws Exception {
    try (Pipe pipe = Pipe.open()) {
      Thread reader =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  pipe.reader().read(ByteBuffer.allocate(1));
                } catch (IOException closed) {
                  Thread.currentThread().interrupt();
                }
              });
      pipe.reader().close();

      assertThat(reader.join(Duration.ofSeconds(60))).isTrue();
    }
  }

  @Test
  void leavesNoDescriptorOpen() throws IOException {
    Pipe.open().close();
    long before = descriptors();
    for (int i = 0; i < 50; i++) {
      Pipe.open().close();
    }

    assertThat(descriptors()).isLessThan(before + 50);
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
