package c3.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.posix.DirectoryHandle;
import c3.store.BlobLocator.Place;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyPlacementTest {
  /// Sparse: takes minutes to copy and no room.
  private static final long HUGE_BYTES = 1L << 39;

  @TempDir Path folder;

  @Test
  void aCopyThatFailsLeavesNeitherFileNorThread() throws Exception {
    Path object = folder.resolve("object");
    try (RandomAccessFile file = new RandomAccessFile(object.toFile(), "rw")) {
      file.setLength(HUGE_BYTES);
    }
    Entry.File entry =
        new Entry.File(EntryPath.of("huge"), HUGE_BYTES, false, 0, Digest.EMPTY, false);
    Path target = Files.createDirectory(folder.resolve("target"));
    try (DirectoryHandle handle = DirectoryHandle.open(target)) {
      Placement.Spot spot =
          new Placement.Spot(
              entry,
              handle,
              EntryPath.of("huge"),
              Placement.Naming.FREE,
              new FileProgress(CopyPlacementTest::fail, entry));

      assertThatThrownBy(() ->
              new CopyPlacement(0666, 0777).fromDisk(spot, new Place(object, 0, HUGE_BYTES, true)))
          .hasMessage("the copy fails");
    }
    assertThat(target).isEmptyDirectory();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("write")) {
        thread.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }

  private static void fail(Progress.Event event) {
    throw new IllegalStateException("the copy fails");
  }
}
