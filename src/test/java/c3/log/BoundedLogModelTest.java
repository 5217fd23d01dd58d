package c3.log;

import static org.assertj.core.api.Assertions.assertThat;

import c3.Randomly;
import c3.log.AppendResult.Appended;
import c3.log.AppendResult.WrongOffset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random histories against a model that forgets nothing: the byte at an offset is a function of
/// the offset, so whatever a log gives back can be checked alone.
class BoundedLogModelTest {
  private static final int STEPS = 40;

  @TempDir Path folder;

  @Test
  void keepsItsPromisesInEveryHistory() {
    Randomly.times(40, this::history);
  }

  private void history(RandomGenerator random) throws IOException {
    Path directory = Files.createTempDirectory(folder, "history");
    LogBounds bounds = new LogBounds(random.nextInt(1, 60), random.nextInt(1, 60));
    BoundedLog log = BoundedLog.open(directory, bounds);
    long length = 0;
    long headEnd = -1;
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          int size = random.nextInt(40);
          log.append(written(length, size));
          length += size;
        }
        case 2 -> {
          int gap = random.nextInt(30);
          int size = random.nextInt(40);
          if (gap > 0 && headEnd < 0) {
            headEnd = Math.min(length, bounds.headBytesMax());
          }
          assertThat(log.append(length + gap, gap, written(length + gap, size)))
              .isEqualTo(new Appended(length + gap + size));
          length += gap + size;
        }
        case 3 -> {
          long wrong =
              random.nextBoolean() ? length + random.nextInt(1, 9) : length - random.nextInt(1, 9);
          if (wrong >= 0) {
            assertThat(log.append(wrong, 0, written(wrong, 5))).isEqualTo(new WrongOffset(length));
          }
        }
        default -> {
          log.close();
          log = BoundedLog.open(directory, bounds);
        }
      }
      check(log, bounds, length, headEnd < 0 ? bounds.headBytesMax() : headEnd);
    }
    log.close();
  }

  private static void check(BoundedLog log, LogBounds bounds, long length, long headEnd)
      throws IOException {
    assertThat(log.length()).isEqualTo(length);
    long at = 0;
    int gaps = 0;
    long kept = 0;
    while (at < length) {
      LogSlice slice = log.read(at, 25);
      if (slice.missingBytes() > 0) {
        gaps++;
        assertThat(slice.from()).isEqualTo(Math.min(headEnd, length));
      }
      assertThat(slice.bytes()).isEqualTo(written(slice.at(), slice.bytes().length).array());
      assertThat(slice.next()).isGreaterThan(at);
      kept += slice.bytes().length;
      at = slice.next();
    }
    assertThat(gaps).isLessThanOrEqualTo(1);
    assertThat(kept)
        .isLessThanOrEqualTo(
            bounds.headBytesMax() + bounds.tailBytesMax() + bounds.tailFileBytesMax());
  }

  private static ByteBuffer written(long at, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = byteAt(at + i);
    }
    return ByteBuffer.wrap(bytes);
  }

  private static byte byteAt(long offset) {
    return (byte) (offset * 31 ^ offset >> 3);
  }
}
