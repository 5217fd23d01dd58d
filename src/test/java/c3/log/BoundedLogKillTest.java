package c3.log;

import static org.assertj.core.api.Assertions.assertThat;

import c3.Randomly;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that appends is killed with SIGKILL at a random moment; what it had acknowledged must
/// be there.
class BoundedLogKillTest {
  private static final LogBounds BOUNDS = new LogBounds(2_000, 8_000);
  private static final int PIECE = 100;

  @TempDir Path folder;

  @Test
  void losesNothingThatAnAppendHadReturnedFrom() {
    Randomly.times(
        3,
        random -> {
          Path directory = Files.createTempDirectory(folder, "log");
          long acknowledged = killedAfter(directory, random.nextInt(1, 400));

          try (BoundedLog log = BoundedLog.open(directory, BOUNDS)) {
            assertThat(log.length()).isGreaterThanOrEqualTo(acknowledged);
            assertThat(kept(log)).isGreaterThanOrEqualTo(Math.min(log.length(), 10_000));
            LogSlice slice = log.read(acknowledged - PIECE, PIECE);
            assertThat(slice.missingBytes()).isZero();
            assertThat(slice.bytes()).containsOnly((byte) (acknowledged / PIECE));
          }
        });
  }

  private static long kept(BoundedLog log) throws IOException {
    long kept = 0;
    LogSlice slice = log.read(0, PIECE);
    while (slice.next() > slice.from()) {
      kept += slice.bytes().length;
      slice = log.read(slice.next(), PIECE);
    }
    return kept;
  }

  private static long killedAfter(Path directory, int appends)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Writer.class.getName(),
                    directory.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long acknowledged = 0;
    try (InputStream acknowledgements = writer.getInputStream()) {
      for (int i = 0; i < appends && acknowledgements.read() >= 0; i++) {
        acknowledged += PIECE;
      }
      // Process.destroyForcibly would close the stream as well.
      writer.toHandle().destroyForcibly();
      while (acknowledgements.read() >= 0) {
        acknowledged += PIECE;
      }
    }
    writer.waitFor();
    assertThat(acknowledged).isPositive();
    return acknowledged;
  }

  /// The process that is killed: appends for ever and prints a byte after each append.
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      BoundedLog log = BoundedLog.open(Path.of(arguments[0]), BOUNDS);
      for (int i = 1; ; i++) {
        byte[] piece = new byte[PIECE];
        java.util.Arrays.fill(piece, (byte) i);
        log.append(ByteBuffer.wrap(piece));
        System.out.write('.');
        System.out.flush();
      }
    }
  }
}
