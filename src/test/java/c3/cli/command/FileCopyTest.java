package c3.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.Limits;
import c3.store.MemoryBlobStore;
import c3.transfer.DownloadResult;
import c3.transfer.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One stored file, copied under a name of the person's choice.
class FileCopyTest {
  private static final byte[] CONTENT = new byte[(2 << 20) + 1];

  @TempDir Path folder;
  private final MemoryBlobStore blobs = new MemoryBlobStore(Limits.STANDARD);
  private final Entry.File file =
      new Entry.File(
          EntryPath.of("artifacts/model.bin"),
          CONTENT.length,
          true,
          1_600_000_000_000_000_000L,
          blobs.put(CONTENT),
          false);

  private DownloadResult copy(Path target, boolean force, Progress progress) throws IOException {
    return new FileCopy(blobs, progress).copy(file, target, force);
  }

  @Test
  void writesTheFileWithItsBitAndTime() throws IOException {
    Path target = folder.resolve("made/as/needed");
    assertThat(copy(target, false, Progress.NONE).downloaded()).isEqualTo(1);
    assertThat(target).hasBinaryContent(CONTENT).isExecutable();
    assertThat(Files.getLastModifiedTime(target).toMillis()).isEqualTo(1_600_000_000_000L);
    assertThat(copy(target, false, Progress.NONE).downloaded()).isZero();
  }

  /// What Ctrl-C, or the end of the machine, leaves behind: nothing.
  @Test
  void hasNoNameUntilItIsWhole() throws IOException {
    List<Long> seen = new ArrayList<>();
    copy(
        folder.resolve("model.bin"),
        false,
        event -> {
          if (event instanceof Progress.Event.Moved) {
            try (var names = Files.list(folder)) {
              seen.add(names.count());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
    assertThat(seen).isNotEmpty().containsOnly(0L);
  }

  @Test
  void leavesAnotherFileAloneUnlessForced() throws IOException {
    Path target = Files.writeString(folder.resolve("model.bin"), "mine");
    assertThat(copy(target, false, Progress.NONE).kept()).containsExactly(file.path());
    assertThat(target).hasContent("mine");
    assertThat(copy(target, true, Progress.NONE).downloaded()).isEqualTo(1);
    assertThat(target).hasBinaryContent(CONTENT);
  }

  @Test
  void listsADamagedFileAndLeavesNothing() throws IOException {
    blobs.damage(Digest.of(CONTENT));
    DownloadResult result = copy(folder.resolve("model.bin"), false, Progress.NONE);
    assertThat(result.lost()).hasSize(1);
    assertThat(folder).isEmptyDirectory();
  }
}
