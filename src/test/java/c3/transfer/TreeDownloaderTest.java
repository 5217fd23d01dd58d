package c3.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.Randomly;
import c3.model.Digest;
import c3.model.EntryPath;
import c3.model.Limits;
import c3.store.BlobLocator;
import c3.store.BlobStore;
import c3.store.MemoryBlobStore;
import c3.store.RealStore;
import c3.view.ManifestTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Downloads restore what was uploaded, whether the bytes come from memory and streams, as over
/// HTTP, or from the store's own disk.
class TreeDownloaderTest {
  private static final int LARGE = (3 << 20) + 5;

  @Nested
  class FromStreams extends FromAnywhere {
    private final MemoryBlobStore memory = new MemoryBlobStore(Limits.STANDARD);

    @Override
    BlobStore blobs() {
      return memory;
    }

    @Override
    void damage(byte[] content) {
      memory.damage(Digest.of(content));
    }

    @Override
    void lose(byte[] content) {
      memory.lose(Digest.of(content));
    }
  }

  @Nested
  class FromTheStoresDisk extends FromAnywhere {
    @TempDir Path home;
    private RealStore store;

    @BeforeEach
    void open() throws IOException {
      store = new RealStore(home, Limits.STANDARD);
    }

    @AfterEach
    void close() throws IOException {
      store.close();
    }

    @Override
    BlobStore blobs() {
      return store.blobs();
    }

    /// Where a large file's bytes lie: an object of its own.
    private Path object(byte[] content) throws IOException {
      try (var files = Files.walk(store.objects())) {
        return files
            .filter(
                file -> file.getFileName().toString().startsWith("w-" + Digest.of(content).hex()))
            .findFirst()
            .orElseThrow();
      }
    }

    @Override
    void damage(byte[] content) throws IOException {
      flipBit(object(content), content.length / 2);
    }

    private static void flipBit(Path object, long at) throws IOException {
      Files.setPosixFilePermissions(object, PosixFilePermissions.fromString("rw-r--r--"));
      byte[] bytes = Files.readAllBytes(object);
      bytes[(int) at] ^= 1;
      Files.write(object, bytes);
    }

    @Override
    void lose(byte[] content) throws IOException {
      Files.delete(object(content));
    }

    @Test
    void givesAMountFurtherNamesOfLargeObjects() throws IOException {
      write("large", noise(LARGE));
      write("small", noise(5));
      Path tree = folder.resolve("mounted");
      TreeDownloader.forMounts(blobs(), Limits.STANDARD, threads())
          .download(
              uploaded(),
              EntryPath.ROOT,
              new Downloader.Target(tree, Downloader.Others.KEPT),
              Progress.NONE);
      assertThat(Files.isSameFile(tree.resolve("large"), object(noise(LARGE)))).isTrue();
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(tree.resolve("small"))))
          .isEqualTo("r--r--r--");
      assertThat(tree.resolve("small")).hasBinaryContent(noise(5));
    }

    /// Ten gigabytes take long: bytes are told while they come, not once all are there.
    @Test
    void tellsHowFarALargeFileHasCome() throws IOException {
      write("large", noise(LARGE));
      List<Progress.Event> events = Collections.synchronizedList(new ArrayList<>());
      TreeDownloader.forPeople(blobs(), Limits.STANDARD, threads())
          .download(
              uploaded(),
              EntryPath.ROOT,
              new Downloader.Target(target, Downloader.Others.KEPT),
              events::add);
      assertThat(events)
          .contains(
              new Progress.Event.Started(EntryPath.of("large"), LARGE),
              new Progress.Event.Moved(1L << 20));
    }

    @Test
    void givesAMountNoDamagedObject() throws IOException {
      write("large", noise(LARGE));
      ManifestTree tree = uploaded();
      damage(noise(LARGE));
      Path mounted = folder.resolve("mounted");
      DownloadResult result =
          TreeDownloader.forMounts(blobs(), Limits.STANDARD, threads())
              .download(
                  tree,
                  EntryPath.ROOT,
                  new Downloader.Target(mounted, Downloader.Others.KEPT),
                  Progress.NONE);
      assertThat(result.lost())
          .extracting(DownloadResult.Loss::path)
          .containsExactly(EntryPath.of("large"));
      assertThat(mounted.resolve("large")).doesNotExist();
    }

    @Test
    void listsADamagedFileAmongItsNeighboursAndRestoresThem() throws IOException {
      write("a", noise(50));
      write("b", noise(60));
      write("c", noise(70));
      ManifestTree tree = uploaded();
      BlobLocator.Place place = place(noise(60));
      flipBit(place.file(), place.offset() + 30);
      DownloadResult result = download(tree, EntryPath.ROOT, false);
      assertThat(result.lost())
          .extracting(DownloadResult.Loss::path)
          .containsExactly(EntryPath.of("b"));
      assertThat(target.resolve("a")).hasBinaryContent(noise(50));
      assertThat(target.resolve("b")).doesNotExist();
      assertThat(target.resolve("c")).hasBinaryContent(noise(70));
    }

    private BlobLocator.Place place(byte[] content) throws IOException {
      Digest digest = Digest.of(content);
      return Objects.requireNonNull(
          blobs().locator().orElseThrow().locate(List.of(digest)).get(digest));
    }

    @Test
    void givesAPersonFilesOfTheirOwn() throws IOException {
      write("large", noise(LARGE));
      download();
      assertThat(Files.isSameFile(target.resolve("large"), object(noise(LARGE)))).isFalse();
      assertThat(Files.isWritable(target.resolve("large"))).isTrue();
    }
  }

  abstract static class FromAnywhere {
    @TempDir Path folder;
    Path source;
    Path target;

    abstract BlobStore blobs() throws IOException;

    /// Flips a bit of a stored large file.
    abstract void damage(byte[] content) throws IOException;

    abstract void lose(byte[] content) throws IOException;

    @BeforeEach
    void makeSource() throws IOException {
      source = Files.createDirectory(folder.resolve("source"));
      target = folder.resolve("made/as/needed");
    }

    static Threads threads() {
      return new Threads(2, Thread.ofPlatform().daemon().factory());
    }

    static byte[] noise(int length) {
      byte[] bytes = new byte[length];
      Randomly.seeded(length).nextBytes(bytes);
      return bytes;
    }

    void write(String name, byte[] content) throws IOException {
      Path file = source.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    }

    ManifestTree uploaded() throws IOException {
      Uploads uploads = new Uploads(blobs(), folder.resolve("spool"));
      return uploads.tree(uploads.upload(source).manifest());
    }

    DownloadResult download() throws IOException {
      return download(uploaded(), EntryPath.ROOT, false);
    }

    DownloadResult download(ManifestTree tree, EntryPath below, boolean overwrite)
        throws IOException {
      return TreeDownloader.forPeople(blobs(), Limits.STANDARD, threads())
          .download(
              tree,
              below,
              new Downloader.Target(target, Downloader.Others.unlessForced(overwrite)),
              Progress.NONE);
    }

    @Test
    void restoresEveryKindAndNameByteForByte() throws IOException {
      OddTree.make(source);
      DownloadResult result = download();
      assertThat(result.complete()).isTrue();
      assertThat(Uploads.expected(target)).isEqualTo(Uploads.expected(source));
      assertThat(result.downloaded()).isEqualTo(result.files());
    }

    @Test
    void keepsFewFoldersOpenHoweverManyAreEmpty() throws IOException {
      for (int i = 0; i < 1_500; i++) {
        Files.createDirectories(source.resolve("empty" + i));
      }
      write("last", noise(5));
      List<Long> open = Collections.synchronizedList(new ArrayList<>());
      TreeDownloader.forPeople(blobs(), Limits.STANDARD, threads())
          .download(
              uploaded(),
              EntryPath.ROOT,
              new Downloader.Target(target, Downloader.Others.KEPT),
              event -> open.add(openFiles()));
      assertThat(Collections.max(open)).isLessThan(1_000);
      assertThat(target.resolve("empty1499")).isEmptyDirectory();
    }

    private static long openFiles() {
      try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
        return open.count();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Test
    void restoresAnyTree() {
      Randomly.times(
          10,
          random -> {
            source = Files.createTempDirectory(folder, "source");
            target = folder.resolve("restored of " + source.getFileName());
            OddTree.make(source, random);
            assertThat(download().complete()).isTrue();
            assertThat(Uploads.expected(target)).isEqualTo(Uploads.expected(source));
          });
    }

    @Test
    void restoresLargeFiles() throws IOException {
      write("a/large", noise(LARGE));
      write("b/same", noise(LARGE));
      download();
      assertThat(Uploads.expected(target)).isEqualTo(Uploads.expected(source));
    }

    @Test
    void restoresOneFolderWithoutItsName() throws IOException {
      write("a/b/c", noise(5));
      write("a/d", noise(6));
      download(uploaded(), EntryPath.of("a/b"), false);
      assertThat(target.resolve("c")).hasBinaryContent(noise(5));
      assertThat(target).isDirectoryNotContaining(file -> file.endsWith("d"));
    }

    @Test
    void restoresOneFileUnderItsName() throws IOException {
      write("a/b/c", noise(5));
      download(uploaded(), EntryPath.of("a/b/c"), false);
      assertThat(target.resolve("c")).hasBinaryContent(noise(5));
    }

    @Test
    void bringsOnlyWhatIsNotThere() throws IOException {
      OddTree.make(source);
      write("large", noise(LARGE));
      assertThat(download().downloaded()).isPositive();
      assertThat(download().downloaded()).isZero();
      Files.delete(target.resolve("large"));
      Files.delete(target.resolve("a/b"));
      assertThat(download().downloaded()).isEqualTo(2);
      assertThat(Uploads.expected(target)).isEqualTo(Uploads.expected(source));
    }

    @Test
    void leavesAFileAloneThatWasChanged() throws IOException {
      write("a/changed", noise(5));
      write("b", noise(6));
      download();
      Files.write(target.resolve("a/changed"), noise(7));
      DownloadResult again = download();
      assertThat(again.kept()).containsExactly(EntryPath.of("a/changed"));
      assertThat(target.resolve("a/changed")).hasBinaryContent(noise(7));
    }

    @Test
    void replacesAChangedFileWhenTold() throws IOException {
      write("a/changed", noise(5));
      download();
      Files.write(target.resolve("a/changed"), noise(7));
      assertThat(download(uploaded(), EntryPath.ROOT, true).kept()).isEmpty();
      assertThat(Uploads.expected(target)).isEqualTo(Uploads.expected(source));
    }

    @Test
    void completesADraftInWhichAFileWasLeftHalfWritten() throws IOException {
      write("a/half", noise(50));
      write("a/whole", noise(60));
      Files.createDirectories(target.resolve("a"));
      Files.write(target.resolve("a/half"), Arrays.copyOf(noise(50), 20));
      assertThat(draft().complete()).isTrue();
      assertThat(Uploads.expected(target)).isEqualTo(Uploads.expected(source));
    }

    @Test
    void completesADraftThatSomebodyElseIsCompletingToo() throws Exception {
      for (int i = 0; i < 300; i++) {
        write("d" + i % 3 + "/f" + i, noise(1_000 + i));
      }
      ManifestTree tree = uploaded();
      for (int round = 0; round < 10; round++) {
        target = folder.resolve("draft" + round);
        FutureTask<DownloadResult> other = new FutureTask<>(() -> draft(tree));
        Thread.ofPlatform().daemon().start(other);
        assertThat(draft(tree).complete()).isTrue();
        assertThat(other.get().complete()).isTrue();
        assertThat(Uploads.expected(target)).isEqualTo(Uploads.expected(source));
      }
    }

    private DownloadResult draft() throws IOException {
      return draft(uploaded());
    }

    private DownloadResult draft(ManifestTree tree) throws IOException {
      return TreeDownloader.forPeople(blobs(), Limits.STANDARD, threads())
          .download(
              tree,
              EntryPath.ROOT,
              new Downloader.Target(target, Downloader.Others.LEFTOVER),
              Progress.NONE);
    }

    @Test
    void listsADamagedFileAndRestoresTheRest() throws IOException {
      write("a/damaged", noise(LARGE));
      write("b", noise(6));
      ManifestTree tree = uploaded();
      damage(noise(LARGE));
      assertOnlyTheLargeFileIsLost(download(tree, EntryPath.ROOT, false));
    }

    @Test
    void listsAFileThatIsGoneAndRestoresTheRest() throws IOException {
      write("a/damaged", noise(LARGE));
      write("b", noise(6));
      ManifestTree tree = uploaded();
      lose(noise(LARGE));
      assertOnlyTheLargeFileIsLost(download(tree, EntryPath.ROOT, false));
    }

    private void assertOnlyTheLargeFileIsLost(DownloadResult result) throws IOException {
      assertThat(result.lost())
          .extracting(DownloadResult.Loss::path)
          .containsExactly(EntryPath.of("a/damaged"));
      assertThat(target.resolve("a")).isEmptyDirectory();
      assertThat(target.resolve("b")).hasBinaryContent(noise(6));
    }

    @Test
    void writesThroughNoLinkThatStandsInTheWay() throws IOException {
      write("a/file", noise(5));
      write("b", noise(6));
      Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
      Files.createDirectories(target);
      Files.createSymbolicLink(target.resolve("a"), elsewhere);
      DownloadResult result = download(uploaded(), EntryPath.ROOT, true);
      assertThat(result.lost())
          .extracting(DownloadResult.Loss::path)
          .containsExactly(EntryPath.of("a/file"));
      assertThat(elsewhere).isEmptyDirectory();
      assertThat(target.resolve("b")).hasBinaryContent(noise(6));
    }

    @Test
    void replacesALinkThatHasAFilesNameAndNotWhatItLeadsTo() throws IOException {
      write("file", noise(5));
      Path elsewhere = Files.write(folder.resolve("elsewhere"), noise(9));
      Files.createDirectories(target);
      Files.createSymbolicLink(target.resolve("file"), elsewhere);
      download(uploaded(), EntryPath.ROOT, true);
      assertThat(elsewhere).hasBinaryContent(noise(9));
      assertThat(Files.isSymbolicLink(target.resolve("file"))).isFalse();
      assertThat(target.resolve("file")).hasBinaryContent(noise(5));
    }

    @Test
    void leavesADirectoryAloneThatHasAFilesName() throws IOException {
      write("file", noise(5));
      Files.createDirectories(target.resolve("file"));
      DownloadResult result = download(uploaded(), EntryPath.ROOT, true);
      assertThat(result.kept()).containsExactly(EntryPath.of("file"));
      assertThat(target.resolve("file")).isDirectory();
    }

    @Test
    void saysWhenTheTargetIsAFile() throws IOException {
      write("file", noise(5));
      Files.createDirectories(target.getParent());
      Files.write(target, noise(1));
      assertThatThrownBy(this::download).isInstanceOf(FileAlreadyExistsException.class);
      assertThat(target).hasBinaryContent(noise(1));
    }

    @Test
    void tellsHowFarItHasCome() throws IOException {
      write("a", noise(5));
      write("b", noise(LARGE));
      List<Progress.Event> events = Collections.synchronizedList(new ArrayList<>());
      TreeDownloader.forPeople(blobs(), Limits.STANDARD, threads())
          .download(
              uploaded(),
              EntryPath.ROOT,
              new Downloader.Target(target, Downloader.Others.KEPT),
              events::add);
      assertThat(events)
          .filteredOn(Progress.Event.Moved.class::isInstance)
          .extracting(event -> ((Progress.Event.Moved) event).bytes())
          .satisfies(moved ->
              assertThat(moved.stream().mapToLong(Long::longValue).sum()).isEqualTo(5L + LARGE));
    }
  }
}
