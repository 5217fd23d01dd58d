package c3.transfer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.posix.DirectoryHandle;
import c3.store.BlobLocator.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRunTest {
  @TempDir Path folder;
  @AutoClose private DirectoryHandle directory;

  @BeforeEach
  void open() throws IOException {
    directory = DirectoryHandle.open(folder);
  }

  private DiskRun.Part part(Path object, long offset, int sizeBytes) {
    Entry.File file =
        new Entry.File(
            EntryPath.of("f"), sizeBytes, false, 0, Digest.of(new byte[sizeBytes]), false);
    return new DiskRun.Part(
        new Placement.Spot(
            file,
            directory,
            file.path(),
            Placement.Naming.FREE,
            new FileProgress(Progress.NONE, file)),
        new Place(object, offset, sizeBytes, false));
  }

  private DiskRun.Part part(long offset, int sizeBytes) {
    return part(folder.resolve("object"), offset, sizeBytes);
  }

  private static List<Integer> lengths(List<DiskRun> runs) {
    return runs.stream().map(run -> run.parts().size()).toList();
  }

  @Test
  void readsNeighboursAtOnce() {
    assertThat(lengths(DiskRun.of(List.of(part(100, 50), part(200, 50), part(250, 7)))))
        .containsExactly(3);
  }

  @Test
  void readsTheSameBlobForTwoFilesOnce() {
    assertThat(lengths(DiskRun.of(List.of(part(100, 50), part(200, 50), part(100, 50)))))
        .containsExactly(3);
  }

  @Test
  void readsNothingThatNobodyAskedForBeyondASmallGap() {
    assertThat(lengths(DiskRun.of(List.of(part(0, 50), part(1 << 19, 50))))).containsExactly(1, 1);
  }

  @Test
  void beginsAnotherRunForWhatLiesBefore() {
    assertThat(lengths(DiskRun.of(List.of(part(500, 50), part(100, 50))))).containsExactly(1, 1);
  }

  @Test
  void beginsAnotherRunForAnotherObject() {
    assertThat(lengths(DiskRun.of(List.of(part(0, 50), part(folder.resolve("other"), 50, 50)))))
        .containsExactly(1, 1);
  }

  @Test
  void isNeverLongerThanItsBuffer() {
    int half = DiskRun.BYTES_MAX / 2;
    assertThat(lengths(DiskRun.of(List.of(part(0, half), part(half, half), part(2L * half, 1)))))
        .containsExactly(2, 1);
  }

  @Test
  void handsOverEachPartsBytes() throws IOException {
    Files.writeString(folder.resolve("object"), "0123456789");
    DiskRun run = DiskRun.of(List.of(part(1, 2), part(5, 3), part(2, 0))).getFirst();
    assertThat(read(run)).containsExactly("12", "567", "");
  }

  @Test
  void handsOverWhatThereIsOfAnObjectThatIsCutShort() throws IOException {
    Files.writeString(folder.resolve("object"), "0123");
    DiskRun run = DiskRun.of(List.of(part(1, 2), part(3, 3), part(6, 3))).getFirst();
    assertThat(read(run)).containsExactly("12", "3", "");
  }

  @Test
  void handsOverNothingOfAnObjectThatIsGone() {
    DiskRun run = DiskRun.of(List.of(part(1, 2), part(3, 3))).getFirst();
    assertThat(read(run)).containsExactly("", "");
  }

  private static List<String> read(DiskRun run) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(DiskRun.BYTES_MAX);
    run.read(buffer);
    return run.parts().stream()
        .map(part -> {
          ByteBuffer bytes = run.bytes(part, buffer);
          byte[] copy = new byte[bytes.remaining()];
          bytes.get(copy);
          return new String(copy, US_ASCII);
        })
        .toList();
  }
}
