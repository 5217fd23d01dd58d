package c3.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.log.AppendResult.Appended;
import c3.log.AppendResult.WrongOffset;
import c3.model.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedLogTest {
  private static final LogBounds BOUNDS = new LogBounds(10, 16);

  @TempDir Path folder;

  @Test
  void givesBackWhatWasAppended() throws IOException {
    try (BoundedLog log = open()) {
      append(log, "hello ");
      append(log, "you");

      assertThat(log.length()).isEqualTo(9);
      assertThat(text(log)).isEqualTo("hello you");
      assertThat(string(log.read(6, 2))).isEqualTo("yo");
    }
  }

  @Test
  void keepsTheBeginningAndTheEndAndSaysHowMuchIsMissing() throws IOException {
    try (BoundedLog log = open()) {
      append(log, "0123456789");
      for (int i = 0; i < 100; i++) {
        append(log, "%02d".formatted(i));
      }

      assertThat(log.length()).isEqualTo(210);
      assertThat(string(log.read(0, 100))).isEqualTo("0123456789");
      long missing = log.read(10, 1).missingBytes();
      assertThat(missing).isBetween(210L - 10 - 16 - 2, 210L - 10 - 16);
      assertThat(text(log))
          .startsWith("0123456789" + gap(missing))
          .endsWith("92" + "93949596979899");
    }
  }

  @Test
  void movesAReaderInTheGapToItsEnd() throws IOException {
    try (BoundedLog log = open()) {
      append(log, "x".repeat(1000));

      LogSlice slice = log.read(500, 100);

      assertThat(slice.from()).isEqualTo(500);
      assertThat(slice.at()).isBetween(1000L - 16 - 2, 1000L - 16);
      assertThat(slice.missingBytes()).isEqualTo(slice.at() - 500);
    }
  }

  @Test
  void answersAReaderAtTheEndWithNothingAndOneBeyondItWithTheEnd() throws IOException {
    try (BoundedLog log = open()) {
      append(log, "abc");

      assertThat(log.read(3, 10).at()).isEqualTo(3);
      assertThat(log.read(3, 10).bytes()).isEmpty();
      assertThat(log.read(99, 10).at()).isEqualTo(3);
      assertThat(log.read(99, 10).missingBytes()).isZero();
    }
  }

  @Test
  void answersAWrongOffsetWithTheRightOneAndChangesNothing() throws IOException {
    try (BoundedLog log = open()) {
      append(log, "abc");

      assertThat(log.append(2, 0, bytes("xyz"))).isEqualTo(new WrongOffset(3));
      assertThat(log.append(4, 0, bytes("xyz"))).isEqualTo(new WrongOffset(3));
      assertThat(log.append(3, 0, bytes("def"))).isEqualTo(new Appended(6));
      assertThat(log.append(3, 0, bytes("def"))).isEqualTo(new WrongOffset(6));
      assertThat(text(log)).isEqualTo("abcdef");
    }
  }

  @Test
  void takesAGapFromTheOtherSide() throws IOException {
    try (BoundedLog log = open()) {
      append(log, "abc");

      assertThat(log.append(103, 100, bytes("def"))).isEqualTo(new Appended(106));
      assertThat(log.append(306, 200, bytes("ghi"))).isEqualTo(new Appended(309));

      assertThat(text(log)).isEqualTo("abc" + gap(303) + "ghi");
      assertThat(log.read(103, 10).at()).isEqualTo(306);
    }
  }

  @Test
  void takesAGapWithNothingBehindIt() throws IOException {
    try (BoundedLog log = open()) {
      assertThat(log.append(100, 100, bytes(""))).isEqualTo(new Appended(100));

      assertThat(log.length()).isEqualTo(100);
      assertThat(text(log)).isEqualTo(gap(100));
    }
  }

  @Test
  void rejectsAGapThatStartsBeforeTheLog() throws IOException {
    try (BoundedLog log = open()) {
      assertThatThrownBy(() -> log.append(3, 4, bytes("x")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> log.append(3, -1, bytes("x")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void goesOnAfterItWasOpenedAgain() throws IOException {
    String expected;
    try (BoundedLog log = open()) {
      append(log, "0123456789" + "y".repeat(200));
      expected = text(log);
    }
    try (BoundedLog log = open()) {
      assertThat(log.length()).isEqualTo(210);
      assertThat(text(log)).isEqualTo(expected);
      append(log, "z");
      assertThat(text(log)).endsWith("yyyz");
    }
  }

  @Test
  void removesWhatACrashLeftBetweenTheBeginningAndTheEnd() throws IOException {
    Path directory = folder.resolve("log");
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("0".repeat(19)), "head");
    Files.writeString(directory.resolve("%019d".formatted(20)), "old");
    Files.writeString(directory.resolve("%019d".formatted(40)), "new");

    try (BoundedLog log = open()) {
      assertThat(text(log)).isEqualTo("head" + gap(36) + "new");
      assertThat(directory.resolve("%019d".formatted(20))).doesNotExist();
    }
  }

  @Test
  void countsWhatCouldNotBeStoredAndGoesOnBehindIt() throws IOException {
    try (BoundedLog log = open()) {
      append(log, "0123456789");
      // The name of the next file is taken by a folder: stands for a disk that refuses.
      Path next = folder.resolve("log").resolve("%019d".formatted(10));
      Files.createDirectory(next);
      assertThatThrownBy(() -> append(log, "lost")).isInstanceOf(IOException.class);
      Files.delete(next);
      append(log, "kept");

      assertThat(log.length()).isEqualTo(18);
      assertThat(text(log)).isEqualTo("0123456789" + gap(4) + "kept");
    }
  }

  @Test
  void survivesAnInterruptedWriter() throws IOException {
    try (BoundedLog log = open()) {
      append(log, "a");
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> append(log, "b")).isInstanceOf(IOException.class);
      assertThat(Thread.interrupted()).isTrue();
      append(log, "c");

      assertThat(log.length()).isEqualTo(3);
      assertThat(text(log)).endsWith("c");
    }
  }

  @Test
  void takesItsBoundsFromTheLimits() {
    assertThat(LogBounds.of(Limits.STANDARD)).isEqualTo(new LogBounds(32L << 20, 32L << 20));
  }

  @Test
  void staysWithinItsBoundOnDisk() throws IOException {
    LogBounds bounds = new LogBounds(1 << 16, 1 << 18);
    try (BoundedLog log = BoundedLog.open(folder.resolve("log"), bounds)) {
      for (int i = 0; i < 200; i++) {
        log.append(ByteBuffer.allocate(9_999));
        assertThat(onDisk()).isLessThanOrEqualTo((1 << 16) + (1 << 18) + (1 << 15));
      }
    }
  }

  private long onDisk() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("log"))) {
      return files.mapToLong(BoundedLogTest::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BoundedLog open() throws IOException {
    return BoundedLog.open(folder.resolve("log"), BOUNDS);
  }

  private static void append(BoundedLog log, String text) throws IOException {
    log.append(bytes(text));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String string(LogSlice slice) {
    return new String(slice.bytes(), StandardCharsets.UTF_8);
  }

  /// All that is kept, and where something is missing how much.
  private static String text(BoundedLog log) throws IOException {
    StringBuilder text = new StringBuilder();
    LogSlice slice = log.read(0, 1 << 16);
    while (slice.next() > slice.from()) {
      text.append(slice.missingBytes() > 0 ? gap(slice.missingBytes()) : "").append(string(slice));
      slice = log.read(slice.next(), 1 << 16);
    }
    return text.toString();
  }

  private static String gap(long bytes) {
    return "[" + bytes + " missing]";
  }
}
