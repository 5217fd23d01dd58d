package c3.transfer.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.Randomly;
import c3.collect.FileCollector;
import c3.collect.Found;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Limits;
import c3.store.BlobStore;
import c3.store.MemoryBlobStore;
import c3.store.SessionRequest;
import c3.store.TouchedBlobStore;
import c3.transfer.OddTree;
import c3.transfer.Progress;
import c3.transfer.UploadFailed;
import c3.transfer.UploadResult;
import c3.transfer.Uploads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreUploaderTest {
  @TempDir Path folder;
  private Path source;
  private Path spool;
  private final MemoryBlobStore blobs = new MemoryBlobStore(Limits.STANDARD);
  private final List<Progress.Event> events = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void makeFolders() throws IOException {
    source = Files.createDirectory(folder.resolve("source"));
    spool = folder.resolve("spool/of/uploads");
  }

  @Test
  void storesEveryKindAndNameByteForByte() throws IOException {
    OddTree.make(source);
    UploadResult result = uploads(blobs).upload(source);
    assertThat(uploads(blobs).entries(result.manifest())).isEqualTo(Uploads.expected(source));
    assertEverythingIsStored(result);
  }

  @Test
  void storesAnyTree() {
    Randomly.times(
        25,
        random -> {
          Path tree = Files.createTempDirectory(folder, "tree");
          OddTree.make(tree, random);
          MemoryBlobStore store = new MemoryBlobStore(Limits.STANDARD);
          Limits limits = random.nextBoolean() ? Uploads.SMALL : Limits.STANDARD;
          UploadResult result = uploads(store).bounded(limits).upload(tree);
          assertThat(uploads(store).entries(result.manifest())).isEqualTo(Uploads.expected(tree));
          assertThat(store.held("key")).containsAll(store.digests());
          assertThat(result.sent().bytes()).isEqualTo(distinctBytes(tree));
          assertThat(spool).isEmptyDirectory();
        });
  }

  @Test
  void storesADirectoryWithNothingInIt() throws IOException {
    UploadResult result = uploads(blobs).upload(source);
    assertThat(uploads(blobs).entries(result.manifest())).isEmpty();
    UploadResult absent = uploads(blobs).upload(folder.resolve("absent"));
    assertThat(absent.manifest()).isEqualTo(result.manifest());
    assertThat(absent.sent().bytes()).isZero();
  }

  @Test
  void sendsEachOfManyContentsOnceAndNoneAgain() throws IOException {
    for (int i = 0; i < 12_000; i++) {
      write("%02d/%05d".formatted(i / 500, i), "content " + i % 9_000);
    }
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    BlobStore told = new TouchedBlobStore(blobs, (call, file) -> calls.add(call));
    UploadResult result = uploads(told).upload(source);
    assertThat(result.sent().files()).isEqualTo(9_000);
    assertThat(result.sent().bytes()).isEqualTo(distinctBytes(source));
    assertThat(calls).contains("possessed");
    assertThat(blobs.putBytes() - result.sent().bytes())
        .isEqualTo(blobs.size(result.manifest().digest()));
    assertThat(blobs.held("key")).containsAll(blobs.digests());

    calls.clear();
    assertThat(uploads(told).under("again").upload(source).sent().files()).isZero();
    assertThat(calls).doesNotContain("possessed");
    assertThat(blobs.held("again")).containsAll(blobs.digests());
  }

  @Test
  void sendsEachContentOnce() throws IOException {
    for (int i = 0; i < 300; i++) {
      write("small/%03d".formatted(i), "same".repeat(100));
      write("large/%03d".formatted(i), "same".repeat(1_000));
    }
    UploadResult result = uploads(blobs).bounded(Uploads.SMALL).upload(source);
    assertThat(result.sent()).isEqualTo(new UploadResult.Sent(2, 4_400));
    assertThat(blobs.putBytes() - 4_400).isEqualTo(blobs.size(result.manifest().digest()));
    assertThat(result.manifest().files()).isEqualTo(600);
    assertThat(result.manifest().bytes()).isEqualTo(300 * 4_400);
  }

  @Test
  void sendsNothingThatTheStoreHas() throws IOException {
    OddTree.make(source);
    UploadResult first = uploads(blobs).bounded(Uploads.SMALL).upload(source);
    long sent = blobs.putBytes();
    UploadResult second = uploads(blobs).bounded(Uploads.SMALL).upload(source);
    assertThat(second.manifest()).isEqualTo(first.manifest());
    assertThat(second.sent().bytes()).isZero();
    assertThat(blobs.putBytes()).isEqualTo(sent);
  }

  @Test
  void fillsManyBundlesWithoutLosingARecord() throws IOException {
    for (int i = 0; i < 1_000; i++) {
      write("d%d/%04d".formatted(i % 7, i), "content %d ".formatted(i).repeat(1 + i % 60));
    }
    AtomicInteger bundles = new AtomicInteger();
    BlobStore counting =
        new TouchedBlobStore(
            blobs,
            (call, file) -> {
              if (call.equals("putBundle")) {
                bundles.incrementAndGet();
                assertThat(file.orElseThrow()).startsWith(spool);
              }
            });
    UploadResult result = uploads(counting).bounded(Uploads.SMALL).upload(source);
    assertThat(bundles).hasValueGreaterThan(15);
    assertEverythingIsStored(result);
  }

  @Test
  void storesRightWhatPassedThroughTheSameMemory() throws IOException {
    Random random = new Random(30);
    for (int i = 0; i < 150; i++) {
      byte[] content = new byte[200_000];
      random.nextBytes(content);
      Files.write(source.resolve("%03d".formatted(i)), content);
    }
    UploadResult result = uploads(blobs).upload(source);
    assertThat(uploads(blobs).entries(result.manifest())).isEqualTo(Uploads.expected(source));
    assertEverythingIsStored(result);
  }

  @Test
  void sendsALargeManifestByItself() throws IOException {
    for (int i = 0; i < 300; i++) {
      write("file %d %d".formatted(i, i * 7_919 % 1_000), "%d".formatted(i));
    }
    List<Path> sent = new ArrayList<>();
    BlobStore noting =
        new TouchedBlobStore(
            blobs,
            (call, file) -> {
              if (call.equals("putFile")) {
                sent.add(file.orElseThrow());
              }
            });
    UploadResult result = uploads(noting).bounded(Uploads.SMALL).upload(source);
    assertThat(blobs.size(result.manifest().digest())).isGreaterThan(1_000);
    assertThat(sent).singleElement().satisfies(file -> assertThat(file).startsWithRaw(spool));
    assertEverythingIsStored(result);
  }

  @Test
  void findsWhatArrivedBeforeAFailure() throws IOException {
    for (int i = 0; i < 500; i++) {
      write("%04d".formatted(i), "content %d ".formatted(i).repeat(30));
    }
    AtomicInteger left = new AtomicInteger(4);
    BlobStore failing =
        new TouchedBlobStore(
            blobs,
            (call, file) -> {
              if (call.equals("putBundle") && left.getAndDecrement() == 0) {
                throw new C3Exception(ErrorCode.UNAVAILABLE, "nobody answers");
              }
            });
    assertThatThrownBy(() -> uploads(failing).bounded(Uploads.SMALL).upload(source))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    assertThat(spool).isEmptyDirectory();
    long arrived = blobs.putBytes();
    assertThat(arrived).isPositive();

    UploadResult result = uploads(blobs).bounded(Uploads.SMALL).upload(source);

    assertThat(result.sent().bytes()).isEqualTo(distinctBytes(source) - arrived);
    assertEverythingIsStored(result);
  }

  @Test
  void passesOnThatTheSessionHasEnded() throws IOException {
    write("a", "content");
    blobs.open(new SessionRequest("key", Optional.empty())).abort();
    assertThatThrownBy(() -> uploads(blobs).upload(source))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SESSION_CLOSED));
    assertThat(spool).isEmptyDirectory();
  }

  @Test
  void leavesOutWhatVanishesAndSaysSo() throws IOException {
    write("gone", "small");
    write("gone-large", "large".repeat(500));
    write("kept", "content");
    write("replaced", "small");
    FileCollector collector = new FileCollector();
    UploadResult result =
        uploads(blobs)
            .bounded(Uploads.SMALL)
            .finding((roots, visitor) ->
                collector.walk(
                    roots,
                    found -> {
                      replaceOrDelete(found);
                      visitor.found(found);
                    }))
            .upload(source);
    assertThat(uploads(blobs).entries(result.manifest()))
        .extracting(entry -> entry.path().toString())
        .containsExactly("kept");
    assertThat(warned()).containsExactlyInAnyOrder("gone", "gone-large", "replaced");
  }

  private static void replaceOrDelete(Found found) throws IOException {
    if (found instanceof Found.File file && !found.path().equals(EntryPath.of("kept"))) {
      Files.delete(file.file());
      if (found.path().equals(EntryPath.of("replaced"))) {
        Files.createSymbolicLink(file.file(), Path.of("/etc/passwd"));
      }
    }
  }

  @Test
  void keepsOneStateOfALargeFileThatGrowsWhileItIsRead() throws IOException {
    write("log", "line\n".repeat(1_000));
    write("still", "content".repeat(1_000));
    Progress growing =
        event -> {
          events.add(event);
          if (event instanceof Progress.Event.Moved) {
            append("log");
          }
        };
    BlobStore touching =
        new TouchedBlobStore(
            blobs,
            (call, file) -> {
              if (call.equals("putFile")) {
                append("log");
              }
            });
    UploadResult result = uploads(touching).bounded(Uploads.SMALL).telling(growing).upload(source);
    assertThat(uploads(blobs).entries(result.manifest()))
        .extracting(entry -> ((Entry.File) entry).sizeBytes() % 5)
        .containsExactly(0L, 0L);
    assertThat(sum(Progress.Event.Moved.class)).isEqualTo(result.manifest().bytes());
    assertEverythingIsStored(result);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 100_000})
  void marksAFileThatNeverStandsStill(int sizeBytes) throws Exception {
    Path log = source.resolve("log");
    AtomicBoolean over = new AtomicBoolean();
    Thread writer = Thread.ofPlatform().start(() -> keepWriting(log, sizeBytes, over));
    try {
      Awaitility.await()
          .pollInSameThread()
          .atMost(Duration.ofSeconds(60))
          .until(() -> {
            UploadResult result = uploads(blobs).bounded(Uploads.SMALL).upload(source);
            assertEverythingIsStored(result);
            return uploads(blobs).entries(result.manifest()).stream()
                .anyMatch(entry -> ((Entry.File) entry).changed());
          });
    } finally {
      over.set(true);
      writer.join();
    }
    assertThat(warned()).contains("log");
  }

  private static void keepWriting(Path file, int sizeBytes, AtomicBoolean over) {
    byte[] content = new byte[sizeBytes];
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (byte i = 0; !over.get(); i++) {
        Arrays.fill(content, i);
        channel.write(ByteBuffer.wrap(content, 0, sizeBytes - Math.abs(i % 7)), 0);
        channel.truncate(sizeBytes - Math.abs(i % 7));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void append(String name) {
    try {
      Files.writeString(source.resolve(name), "more\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void sendsAgainAFileThatChangedOnItsWay() throws IOException {
    write("weights", "before".repeat(1_000));
    AtomicInteger puts = new AtomicInteger();
    BlobStore touching =
        new TouchedBlobStore(
            blobs,
            (call, file) -> {
              if (call.equals("putFile") && puts.getAndIncrement() == 0) {
                write("weights", "after".repeat(1_000));
              }
            });
    UploadResult result = uploads(touching).bounded(Uploads.SMALL).upload(source);
    assertThat(uploads(blobs).entries(result.manifest())).isEqualTo(Uploads.expected(source));
    assertThat(puts).hasValue(2);
    assertThat(result.sent().bytes()).isEqualTo(5_000);
  }

  @Test
  void leavesOutALargeFileThatVanishesOnItsWay() throws IOException {
    write("weights", "content".repeat(1_000));
    BlobStore touching =
        new TouchedBlobStore(
            blobs,
            (call, file) -> {
              if (call.equals("putFile") && Files.deleteIfExists(file.orElseThrow())) {
                throw new NoSuchFileException(file.orElseThrow().toString());
              }
            });
    UploadResult result = uploads(touching).bounded(Uploads.SMALL).upload(source);
    assertThat(result.manifest().files()).isZero();
    assertThat(warned()).containsExactly("weights");
  }

  @Test
  void namesTheFileThatCannotBeRead() throws Exception {
    write("a/readable", "content");
    write("b/secret", "content");
    Path secret = source.resolve("b/secret");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    for (Path open = source; open.startsWith(Path.of("/tmp")) && open.getNameCount() > 1; ) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
      open = Optional.ofNullable(open.getParent()).orElseThrow();
    }
    assertThatThrownBy(() -> uploads(blobs).on(AsNobody.threads()).upload(source))
        .isInstanceOf(UploadFailed.class)
        .hasMessage("b/secret: it cannot be read: permission denied");
    assertThat(spool).isEmptyDirectory();
  }

  @Test
  void saysWhatItLeavesOutForWhatItIs() throws Exception {
    write("a", "content");
    assertThat(new ProcessBuilder("mkfifo", source.resolve("pipe").toString()).start().waitFor())
        .isZero();
    UploadResult result = uploads(blobs).upload(source);
    assertThat(result.manifest().files()).isOne();
    assertThat(warned()).containsExactly("pipe");
  }

  @Test
  void tellsHowFarItHasCome() throws IOException {
    write("a", "small");
    write("b", "large".repeat(1_000));
    write("c", "small");
    uploads(blobs).bounded(Uploads.SMALL).upload(source);
    assertThat(sum(Progress.Event.Found.class)).isEqualTo(5_010);
    assertThat(sum(Progress.Event.Moved.class)).isEqualTo(5_010);
    assertThat(sum(Progress.Event.Finished.class)).isEqualTo(5_010);
  }

  private long sum(Class<? extends Progress.Event> kind) {
    return events.stream()
        .filter(kind::isInstance)
        .mapToLong(event ->
            switch (event) {
              case Progress.Event.Found found -> found.bytes();
              case Progress.Event.Moved moved -> moved.bytes();
              case Progress.Event.Finished finished -> finished.sizeBytes();
              default -> 0;
            })
        .sum();
  }

  private List<String> warned() {
    return events.stream()
        .filter(Progress.Event.Warned.class::isInstance)
        .map(event -> ((Progress.Event.Warned) event).path().toString())
        .toList();
  }

  private void assertEverythingIsStored(UploadResult result) throws IOException {
    for (Entry entry : uploads(blobs).entries(result.manifest())) {
      if (entry instanceof Entry.File file) {
        try (var content = blobs.read(file.digest(), BlobStore.Range.ALL)) {
          assertThat(content.readAllBytes()).hasSize((int) file.sizeBytes());
        }
      }
    }
    assertThat(blobs.held("key")).containsAll(blobs.digests());
    assertThat(spool).isEmptyDirectory();
  }

  private static long distinctBytes(Path tree) throws IOException {
    Set<Digest> seen =
        Uploads.expected(tree).stream()
            .filter(Entry.File.class::isInstance)
            .map(entry -> ((Entry.File) entry).digest())
            .collect(Collectors.toSet());
    return Uploads.expected(tree).stream()
        .filter(entry -> entry instanceof Entry.File file && seen.remove(file.digest()))
        .mapToLong(entry -> ((Entry.File) entry).sizeBytes())
        .sum();
  }

  private Uploads uploads(BlobStore store) {
    return new Uploads(store, spool).telling(events::add);
  }

  private void write(String path, String content) throws IOException {
    Path file = source.resolve(path);
    Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
    Files.writeString(file, content);
  }
}
