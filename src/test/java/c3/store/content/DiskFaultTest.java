package c3.store.content;

import static org.assertj.core.api.Assertions.assertThat;

import c3.Randomly;
import c3.catalog.ManifestCatalog.CommitResult;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.ManifestKind;
import c3.model.ManifestSummary;
import c3.object.disk.Disk;
import c3.object.disk.FaultyDisk;
import c3.posix.TreeRemoval;
import c3.store.DropFolder;
import c3.transfer.UploadResult;
import c3.transfer.Uploads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A disk that fails in one call, at every call of an upload and its commit in turn. Whatever the
/// call: what was committed before is there, the store is sound, also after a restart, and the same
/// upload once more goes through.
class DiskFaultTest {
  private static final Set<String> CHANGES =
      Set.of("open", "write", "force", "rename", "mode", "mkdir", "delete");

  @TempDir Path folder;

  /// How a call fails.
  enum Errno {
    ENOSPC("No space left on device", ErrorCode.STORAGE_FULL),
    EIO("Input/output error", ErrorCode.STORAGE_FAILED);

    private final String text;
    private final ErrorCode code;

    Errno(String text, ErrorCode code) {
      this.text = text;
      this.code = code;
    }
  }

  /// Fails once, in the call of a number.
  private static final class Countdown implements FaultyDisk.Fault {
    private final Errno errno;
    private int left;
    private boolean failed;

    Countdown(Errno errno) {
      this.errno = errno;
    }

    /// @param calls 0 for never
    synchronized void failIn(int calls) {
      left = calls;
    }

    synchronized boolean hasFailed() {
      return failed;
    }

    @Override
    public synchronized void before(String call, Path file) throws IOException {
      if (CHANGES.contains(call) && left > 0) {
        left--;
        if (left == 0) {
          failed = true;
          throw new IOException(errno.text);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"ENOSPC, false", "EIO, true"})
  void losesNothingThatWasCommittedWhicheverCallFails(Errno errno, boolean handOver) {
    Randomly.times(1, random -> everyCall(new Way(errno, handOver), random));
  }

  @Tag("soak")
  @ParameterizedTest
  @CsvSource({"ENOSPC, true", "EIO, false"})
  void losesNothingTheOtherWaysEither(Errno errno, boolean handOver) {
    Randomly.times(1, random -> everyCall(new Way(errno, handOver), random));
  }

  /// How bytes come in, and how the disk fails.
  private record Way(Errno errno, boolean handOver) {
    StoreStage open(Path home, Disk disk) throws IOException {
      return handOver ? StoreStage.on(home, disk) : StoreStage.withoutHandOver(home, disk);
    }
  }

  private void everyCall(Way way, RandomGenerator random) throws IOException {
    int call = 1;
    while (failsIn(call, way, random)) {
      call++;
    }
    assertThat(call).as("calls that an upload makes").isGreaterThan(10);
  }

  /// Returns whether there was such a call.
  private boolean failsIn(int call, Way way, RandomGenerator random) throws IOException {
    Path home = Files.createDirectory(folder.resolve(way.errno() + "-" + call));
    Path before = files(home.resolve("before"), random);
    Path source = files(home.resolve("source"), random);
    Countdown fault = new Countdown(way.errno());
    FaultyDisk disk = new FaultyDisk(fault);
    List<Kept> kept = new ArrayList<>();
    try (StoreStage stage = way.open(home, disk)) {
      kept.add(committed(stage, before, "before"));
      fault.failIn(call);
      try {
        kept.add(committed(stage, source, "source"));
      } catch (C3Exception e) {
        assertThat(e.code()).as("call %d: %s", call, e).isEqualTo(way.errno().code);
      }
      fault.failIn(0);
      assertSound(stage, kept, call);
      kept.add(committed(stage, source, "once more"));
      assertSound(stage, kept, call);
    }
    try (StoreStage restarted = way.open(home, disk)) {
      assertSound(restarted, kept, call);
      try (Stream<Path> drafts = Files.walk(restarted.root().resolve("tmp"))) {
        assertThat(drafts.filter(Files::isRegularFile))
            .allMatch(file -> file.endsWith(DropFolder.NONCE_FILE));
      }
    }
    TreeRemoval.remove(home);
    return fault.hasFailed();
  }

  private record Kept(ManifestSummary manifest, Path source) {}

  /// Small files, and a large one.
  private static Path files(Path source, RandomGenerator random) throws IOException {
    Files.createDirectory(source);
    for (int size : new int[] {1, 100, 1_200_000}) {
      byte[] content = new byte[size];
      random.nextBytes(content);
      Files.write(source.resolve("f" + size), content);
    }
    return source;
  }

  private static Uploads uploads(StoreStage stage, String key) {
    return new Uploads(stage.store().as(AccountId.LOCAL), stage.root().resolveSibling("spool"))
        .under(key);
  }

  private static Kept committed(StoreStage stage, Path source, String key) throws IOException {
    UploadResult upload = uploads(stage, key).upload(source);
    ManifestCommit.Request request =
        new ManifestCommit.Request(AccountId.LOCAL, upload.session(), upload.manifest().digest());
    var commit = new ManifestCommit(stage.store()).prepared(request, ManifestKind.WORKSPACE);
    assertThat(stage.catalog().manifests().commit(commit)).isInstanceOf(CommitResult.Done.class);
    return new Kept(upload.manifest(), source);
  }

  private static void assertSound(StoreStage stage, List<Kept> kept, int call) throws IOException {
    assertThat(stage.findings()).as("call %d", call).isEmpty();
    for (Kept one : kept) {
      assertThat(uploads(stage, "read").entries(one.manifest()))
          .as("call %d", call)
          .isEqualTo(Uploads.expected(one.source()));
    }
  }
}
