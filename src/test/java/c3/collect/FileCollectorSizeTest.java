package c3.collect;

import static org.assertj.core.api.Assertions.assertThat;

import c3.collect.Collector.Filter;
import c3.collect.Collector.Root;
import c3.model.EntryPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Large trees: what a walk holds on to must not grow with what it has passed.
class FileCollectorSizeTest {
  private static final int FOLDERS = 100;
  private static final int FILES = 1_000;

  @TempDir Path folder;

  @Test
  void walksAHundredThousandFilesWithoutHoldingThem() throws IOException {
    for (int f = 0; f < FOLDERS; f++) {
      Path directory = Files.createDirectory(folder.resolve("folder-%03d".formatted(f)));
      Path first = Files.createFile(directory.resolve("first"));
      for (int i = 1; i < FILES; i++) {
        // Links are the fastest way to have many names.
        Files.createLink(directory.resolve("file-with-a-name-%04d".formatted(i)), first);
      }
    }
    Counter counter = new Counter();
    new FileCollector().walk(List.of(new Root(folder, EntryPath.ROOT, Filter.EVERYTHING)), counter);
    assertThat(counter.files).isEqualTo(FOLDERS * FILES);
    assertThat(counter.heldBytesMax).isLessThan(8L << 20);
  }

  /// Measures, now and then, what is reachable while the walk goes on.
  private static final class Counter implements Collector.Visitor {
    private int files;
    private long heldBytesAtFirst;
    private long heldBytesMax;

    @Override
    public void found(Found found) {
      if (files % (FOLDERS * FILES / 4) == 0) {
        long held = heldBytes();
        heldBytesAtFirst = files == 0 ? held : heldBytesAtFirst;
        heldBytesMax = Math.max(heldBytesMax, held - heldBytesAtFirst);
      }
      files++;
    }

    private static long heldBytes() {
      System.gc();
      return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
  }
}
