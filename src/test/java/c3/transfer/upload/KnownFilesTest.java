package c3.transfer.upload;

import static org.assertj.core.api.Assertions.assertThat;

import c3.Randomly;
import c3.collect.Collector;
import c3.collect.FileCollector;
import c3.collect.Found;
import c3.collect.Found.Stamp;
import c3.model.EntryPath;
import c3.model.Limits;
import c3.store.MemoryBlobStore;
import c3.transfer.OddTree;
import c3.transfer.Progress;
import c3.transfer.UploadResult;
import c3.transfer.Uploads;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is read again at the second upload of a directory.
class KnownFilesTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));
  private static final Duration LATER = Duration.ofSeconds(3);

  @TempDir Path folder;
  private Path source;
  private Path memory;
  private final List<Progress.Event> events = Collections.synchronizedList(new ArrayList<>());
  private Collector collector = new FileCollector();
  private boolean believed = true;
  private MemoryBlobStore blobs = new MemoryBlobStore(Limits.STANDARD);

  @BeforeEach
  void makeFiles() throws IOException {
    source = Files.createDirectory(folder.resolve("source"));
    memory = folder.resolve("cache/uploads");
    write("a", "one");
    write("dir/b", "two");
    write("dir/large", "large".repeat(1_000));
    write("z", "three");
  }

  @Test
  void theOldestMemoriesGoWhenAllTogetherAreTooLarge() throws IOException {
    Files.createDirectories(memory);
    Path old = memory(200L << 20, 1);
    Path newer = memory(200L << 20, 2);

    upload();

    assertThat(old).doesNotExist();
    assertThat(newer).exists();
    assertThat(readDuring(this::upload)).isEmpty();
  }

  /// Sparse: takes no room.
  private Path memory(long bytes, int day) throws IOException {
    Path file = memory.resolve("0".repeat(63) + day);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(bytes);
    }
    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO.toInstant().plus(Duration.ofDays(day))));
    return file;
  }

  @Test
  void aFileThatLooksTheSameIsNotReadAgain() throws IOException {
    UploadResult first = upload();

    assertThat(readDuring(this::upload)).isEmpty();
    assertThat(upload()).isEqualTo(withoutNew(first));
  }

  private static UploadResult withoutNew(UploadResult first) {
    return new UploadResult(first.session(), first.manifest(), UploadResult.Sent.NOTHING);
  }

  @Test
  void aFileWithNewBytesOfTheSameSizeAndTimeIsReadAgain() throws IOException {
    upload();
    FileTime modified = Files.getLastModifiedTime(source.resolve("dir/b"));
    write("dir/b", "TWO");
    Files.setLastModifiedTime(source.resolve("dir/b"), modified);

    assertThat(readDuring(this::upload)).containsExactly("dir/b");
    assertHasAll(upload());
  }

  @Test
  void aFileThatAnotherTookThePlaceOfIsReadAgain() throws IOException {
    upload();
    write("other", "333");
    Files.setLastModifiedTime(
        source.resolve("other"), Files.getLastModifiedTime(source.resolve("a")));
    Files.move(source.resolve("other"), source.resolve("a"), StandardCopyOption.REPLACE_EXISTING);

    assertThat(readDuring(this::upload)).containsExactly("a");
    assertHasAll(upload());
  }

  @Test
  void aFileOnAnotherDeviceIsReadAgain() throws IOException {
    upload();
    collector = changing(stamp -> onDevice(stamp, stamp.device() + 1));

    assertThat(readDuring(this::upload)).containsExactly("a", "dir/b", "dir/large", "z");
  }

  /// As after a write through a memory map that the kernel has not noted yet.
  @Test
  void whatWasReadInSpiteOfItsLooksIsRememberedFromThenOn() throws IOException {
    Map<EntryPath, Stamp> before = new HashMap<>();
    collector =
        (roots, visitor) ->
            new FileCollector()
                .walk(
                    roots,
                    found -> {
                      Found.File file = (Found.File) found;
                      Stamp stamp = before.computeIfAbsent(file.path(), path -> file.stamp());
                      visitor.found(new Found.File(file.path(), file.spot(), stamp));
                    });
    upload();
    FileTime modified = Files.getLastModifiedTime(source.resolve("a"));
    write("a", "new");
    Files.setLastModifiedTime(source.resolve("a"), modified);
    believed = false;
    UploadResult read = upload();
    assertHasAll(read);

    believed = true;
    assertThat(readDuring(this::upload)).isEmpty();
    assertThat(upload().manifest()).isEqualTo(read.manifest());
  }

  @Test
  void aMemoryThatIsTornNearItsBeginningIsNotBelieved() throws IOException {
    for (int length = 0; length < 30; length++) {
      upload();
      Files.write(onlyFile(), Arrays.copyOf(Files.readAllBytes(onlyFile()), length));
      assertHasAll(upload());
    }
  }

  @Test
  void aMemoryOfAnotherFormIsNotBelieved() throws IOException {
    upload();
    byte[] bytes = Files.readAllBytes(onlyFile());
    bytes[7]++;
    Files.write(onlyFile(), bytes);

    assertThat(readDuring(this::upload)).containsExactly("a", "dir/b", "dir/large", "z");
  }

  private static Collector changing(UnaryOperator<Stamp> change) {
    return (roots, visitor) ->
        new FileCollector()
            .walk(
                roots,
                found -> {
                  Found.File file = (Found.File) found;
                  visitor.found(
                      new Found.File(file.path(), file.spot(), change.apply(file.stamp())));
                });
  }

  private static Stamp onDevice(Stamp stamp, long device) {
    return new Stamp(
        stamp.sizeBytes(),
        stamp.executable(),
        stamp.modifiedNanos(),
        stamp.changedNanos(),
        stamp.inode(),
        device,
        stamp.links());
  }

  @Test
  void filesThatCameAndWentLeaveTheOthersKnown() throws IOException {
    upload();
    write("0", "first of all");
    write("dir/c", "between");
    Files.delete(source.resolve("a"));

    assertThat(readDuring(this::upload)).containsExactly("0", "dir/c");
    assertHasAll(upload());
  }

  @Test
  void aFileThatWasChangedJustBeforeItWasReadIsReadAgain() throws IOException {
    upload(Duration.ZERO);
    assertThat(readDuring(this::upload)).containsExactly("a", "dir/b", "dir/large", "z");
    assertThat(readDuring(this::upload)).isEmpty();
  }

  @Test
  void whatTheStoreLacksIsReadAfterAll() throws IOException {
    upload();
    blobs = new MemoryBlobStore(Limits.STANDARD);

    assertThat(readDuring(this::upload)).containsExactly("a", "dir/b", "dir/large", "z");
    assertHasAll(upload());
  }

  @Test
  void anyTreeComesToAnyStoreAsItIs() {
    Randomly.times(
        25,
        random -> {
          source = Files.createTempDirectory(folder, "tree");
          OddTree.make(source, random);
          upload();
          blobs = random.nextBoolean() ? blobs : new MemoryBlobStore(Limits.STANDARD);
          OddTree.make(Files.createDirectory(source.resolve("more")), random);
          assertHasAll(upload());
          assertHasAll(upload());
        });
  }

  @Test
  void aMemoryThatIsTornOrDamagedIsNotBelieved() {
    Randomly.times(
        25,
        random -> {
          upload();
          Path file = onlyFile();
          byte[] bytes = Files.readAllBytes(file);
          if (random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
          } else {
            Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
          }
          assertHasAll(upload());
          assertThat(readDuring(this::upload)).isEmpty();
        });
  }

  @Test
  void nothingIsRememberedWhereNothingCanBeKept() throws IOException {
    Files.createDirectories(memory.getParent());
    Files.writeString(memory, "a file where the folder should be");

    assertHasAll(upload());
    assertThat(readDuring(this::upload)).containsExactly("a", "dir/b", "dir/large", "z");
  }

  @Test
  void oneFolderIsOneFileThatOnlyItsUserMayRead() throws IOException {
    upload();
    upload();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(onlyFile())))
        .isEqualTo("rw-------");

    source = folder.resolve("source/dir");
    upload();
    assertThat(memory).isDirectoryNotContaining("glob:**.part");
    try (Stream<Path> files = Files.list(memory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void theFoldersThatWereUploadedLongAgoAreForgotten() throws IOException {
    Files.createDirectories(memory);
    for (int i = 0; i < 150; i++) {
      Path old = Files.writeString(memory.resolve("old" + i), "");
      Files.setLastModifiedTime(old, LONG_AGO);
    }
    upload();
    try (Stream<Path> files = Files.list(memory)) {
      assertThat(files).hasSize(100);
    }
    assertThat(readDuring(this::upload)).isEmpty();
  }

  private UploadResult upload() throws IOException {
    return upload(LATER);
  }

  /// Uploads when the clock stands so much later than the newest file.
  private UploadResult upload(Duration later) throws IOException {
    Instant[] newest = {Instant.EPOCH};
    new FileCollector()
        .walk(
            List.of(new Collector.Root(source, EntryPath.ROOT, Collector.Filter.EVERYTHING)),
            found -> {
              if (found instanceof Found.File file) {
                Instant changed = Instant.EPOCH.plusNanos(file.stamp().changedNanos());
                newest[0] = changed.isAfter(newest[0]) ? changed : newest[0];
              }
            });
    return uploads()
        .finding(collector)
        .remembering(new UploadSettings.Memory(memory, () -> newest[0].plus(later), believed))
        .upload(source);
  }

  private Uploads uploads() {
    return new Uploads(blobs, folder.resolve("spool")).bounded(Uploads.SMALL).telling(events::add);
  }

  private interface Action {
    void run() throws IOException;
  }

  /// The files that were read.
  private Set<String> readDuring(Action action) throws IOException {
    events.clear();
    action.run();
    return events.stream()
        .filter(Progress.Event.Started.class::isInstance)
        .map(event -> ((Progress.Event.Started) event).path().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void assertHasAll(UploadResult result) throws IOException {
    assertThat(uploads().entries(result.manifest())).isEqualTo(Uploads.expected(source));
    assertThat(blobs.digests()).contains(result.manifest().digest());
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(memory)) {
      return files.collect(Collectors.collectingAndThen(Collectors.toList(), List::getFirst));
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = source.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
