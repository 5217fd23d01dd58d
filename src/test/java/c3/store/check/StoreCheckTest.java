package c3.store.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import c3.catalog.BlobCatalog.Extent;
import c3.catalog.BlobCatalog.Place;
import c3.catalog.DatasetCatalog.Dataset;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.DatasetName;
import c3.model.Digest;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Limits;
import c3.model.ManifestKind;
import c3.model.ManifestSummary;
import c3.object.ObjectKey;
import c3.object.disk.FaultyDisk;
import c3.store.BlobCorrupt;
import c3.store.BlobStore;
import c3.store.BlobStore.Range;
import c3.store.content.ManifestCommit;
import c3.store.content.StoreStage;
import c3.transfer.DownloadResult;
import c3.transfer.Downloader;
import c3.transfer.Progress;
import c3.transfer.Threads;
import c3.transfer.TreeDownloader;
import c3.transfer.UploadResult;
import c3.transfer.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is wrong on the disk is said in one line for each object, with the files that are hit; and
/// an upload of the same files mends it.
class StoreCheckTest {
  private static final int LARGE_BYTES = 1_300_000;

  @TempDir Path folder;
  private final AtomicReference<Optional<IOException>> fault =
      new AtomicReference<>(Optional.empty());
  private Path source = Path.of("");

  /// What happens to an object's file.
  enum Damage {
    FLIPPED {
      @Override
      void to(Path file, Place place) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (FileChannel bytes =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
          ByteBuffer one = ByteBuffer.allocate(1);
          bytes.read(one, place.extent().offset());
          one.put(0, (byte) (one.get(0) ^ 1));
          bytes.write(one.rewind(), place.extent().offset());
        }
      }
    },
    CUT {
      @Override
      void to(Path file, Place place) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (FileChannel bytes = FileChannel.open(file, StandardOpenOption.WRITE)) {
          bytes.truncate(place.extent().offset());
        }
      }
    },
    GONE {
      @Override
      void to(Path file, Place place) throws IOException {
        Files.delete(file);
      }
    };

    abstract void to(Path file, Place place) throws IOException;
  }

  @BeforeEach
  void writeFiles() throws IOException {
    source = folder.resolve("source");
    Files.createDirectories(source.resolve("in"));
    Files.writeString(source.resolve("a"), "the first");
    Files.writeString(source.resolve("in/b"), "the second");
    Files.writeString(source.resolve("in/c"), "the second");
    Files.write(source.resolve("large"), new byte[LARGE_BYTES]);
  }

  @ParameterizedTest
  @CsvSource({
    "FLIPPED, large, has other bytes than were stored",
    "CUT, large, has 0 bytes and should have 1300000",
    "GONE, large, is gone",
    "FLIPPED, a, has other bytes than were stored",
  })
  void namesWhatIsHitAndAnUploadMendsIt(Damage damage, String file, String what)
      throws IOException {
    try (StoreStage stage = stage()) {
      ManifestSummary manifest = uploaded(stage, "first");
      Place place = place(stage, file);
      damage.to(file(stage, place), place);

      BlobCorrupt read =
          catchThrowableOfType(BlobCorrupt.class, () -> drain(stage, place.extent().digest()));
      assertThat(read.hint().orElseThrow()).startsWith("upload the same content again");
      List<Finding> findings = stage.findings();

      assertThat(findings)
          .extracting(Finding::text)
          .containsExactly(
              "object %s %s; blob %s cannot be had: /datasets/d/@v1/%s"
                  .formatted(key(place), what, place.extent().digest(), file));
      assertThat(findings.getFirst().lost()).isTrue();
      assertThatThrownBy(() -> drain(stage, place.extent().digest()))
          .isInstanceOf(BlobCorrupt.class);
      assertThat(missing(stage, place)).containsExactly(place.extent().digest());
      assertMended(stage, manifest);
    }
  }

  @Test
  void aCheckThatBrokeOffSaysSo() throws IOException {
    try (StoreStage stage = stage()) {
      uploaded(stage, "first");

      assertThatThrownBy(() -> stage.check(new Broken()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("broke off")
          .hasRootCauseMessage("a defect");
    }
  }

  /// Stands for a defect that shows in one of the threads.
  private static final class Broken implements CheckListener {
    @Override
    public void found(Finding finding) {}

    @Override
    public void checked(long blobs, long bytes) {
      throw new IllegalStateException("a defect");
    }
  }

  @ParameterizedTest
  @CsvSource({"CUT, has 32 bytes and should have", "GONE, is gone;"})
  void aBundleThatIsHitIsOneFinding(Damage damage, String what) throws IOException {
    try (StoreStage stage = stage()) {
      ManifestSummary manifest = uploaded(stage, "first");
      Place place = place(stage, "a");
      Path bundle = file(stage, place);
      Place start =
          new Place('b', place.object(), place.objectSha256(), extentAt(place, 32), false);
      damage.to(bundle, start);

      List<Finding> findings = stage.findings();

      assertThat(findings).hasSize(1);
      Finding finding = findings.getFirst();
      assertThat(finding.what()).startsWith("object " + key(place) + " " + what);
      assertThat(finding.what()).endsWith("3 of its blobs cannot be had");
      assertThat(finding.paths()).containsExactly("all of /datasets/d/@v1/");
      assertMended(stage, manifest);
    }
  }

  private static Extent extentAt(Place place, long offset) {
    Extent extent = place.extent();
    return new Extent(
        extent.digest(), offset, extent.storedBytes(), extent.sizeBytes(), extent.codec());
  }

  @Test
  void namesTenFilesAndCountsTheRest() throws IOException {
    for (int i = 0; i < 30; i++) {
      Files.writeString(source.resolve("same" + i), "the same");
    }
    try (StoreStage stage = stage()) {
      uploaded(stage, "first");
      Place place = place(stage, "same1");
      Damage.FLIPPED.to(file(stage, place), place);

      Finding finding = stage.findings().getFirst();

      assertThat(finding.paths()).hasSize(10).contains("/datasets/d/@v1/same0");
      assertThat(finding.morePaths()).isEqualTo(20);
      assertThat(finding.text()).endsWith(" and 20 more");
    }
  }

  @Test
  void aDamagedListOfFilesHitsAllOfThem() throws IOException {
    try (StoreStage stage = stage()) {
      ManifestSummary manifest = uploaded(stage, "first");
      Place place = place(stage, manifest.digest());
      Damage.FLIPPED.to(file(stage, place), place);

      assertThat(stage.findings())
          .extracting(Finding::text)
          .containsExactly(
              "object %s has other bytes than were stored; blob %s cannot be had: %s"
                  .formatted(key(place), manifest.digest(), "all of /datasets/d/@v1/"));
      assertMended(stage, manifest);
    }
  }

  @Test
  void filesThatChangedPlacesAreBothFound() throws IOException {
    byte[] other = new byte[LARGE_BYTES];
    other[7] = 7;
    Files.write(source.resolve("other"), other);
    try (StoreStage stage = stage()) {
      ManifestSummary manifest = uploaded(stage, "first");
      Path one = file(stage, place(stage, "large"));
      Path two = file(stage, place(stage, "other"));
      Path aside = folder.resolve("aside");
      Files.move(one, aside);
      Files.move(two, one);
      Files.move(aside, two);

      assertThat(stage.findings())
          .hasSize(2)
          .allMatch(finding -> finding.what().contains("has other bytes than were stored"))
          .extracting(Finding::paths)
          .containsExactlyInAnyOrder(
              List.of("/datasets/d/@v1/large"), List.of("/datasets/d/@v1/other"));
      assertMended(stage, manifest);
    }
  }

  @Test
  void aFileThatNoRowKnowsIsNoLoss() throws IOException {
    try (StoreStage stage = stage()) {
      uploaded(stage, "first");
      ObjectKey stray = stray(stage);

      List<Finding> findings = stage.findings();

      assertThat(findings)
          .extracting(Finding::text)
          .containsExactly("object " + stray + " (4 bytes) is known to no row; nothing uses it");
      assertThat(findings.getFirst().lost()).isFalse();
      CheckResult result = stage.check(StoreCheck.Unknown.REPORTED);
      assertThat(result.unknown()).isEqualTo(1);
      assertThat(result.unknownBytes()).isEqualTo(4);
    }
  }

  @Test
  void aFileThatCannotBeSetAsideIsStillOneThatIsWrong() throws IOException {
    FaultyDisk disk =
        new FaultyDisk((call, file) -> {
          if (call.equals("rename") && file.toString().contains("/unknown/")) {
            throw Refusal.EIO.failure();
          }
        });
    try (StoreStage stage = StoreStage.on(folder.resolve("home"), disk)) {
      ObjectKey stray = stray(stage);
      List<Finding> findings = new ArrayList<>();

      CheckResult result = stage.check(findings::add, StoreCheck.Unknown.SET_ASIDE);

      assertThat(findings)
          .extracting(Finding::what)
          .containsExactly(
              "object %s (4 bytes) is known to no row; nothing uses it, and it cannot be set aside"
                      .formatted(stray)
                  + " (input/output error)");
      assertThat(result.unknown()).isZero();
    }
  }

  @Test
  void aFileThatNoRowKnowsCanBeSetAsideAndMovedBack() throws IOException {
    try (StoreStage stage = stage()) {
      ManifestSummary manifest = uploaded(stage, "first");
      ObjectKey stray = stray(stage);
      Path file = stage.store().objects().path(stray);

      CheckResult result = stage.check(StoreCheck.Unknown.SET_ASIDE);

      assertThat(result.clean()).isTrue();
      assertThat(result.unknown()).isEqualTo(1);
      assertThat(result.unknownBytes()).isEqualTo(4);
      Path aside = stage.root().resolve("unknown").resolve(stray.toString());
      assertThat(aside).hasContent("left");
      assertThat(file).doesNotExist();
      assertThat(stage.findings()).isEmpty();
      assertThat(uploads(stage, "read").entries(manifest)).isEqualTo(Uploads.expected(source));
      Files.move(aside, file);
      assertThat(stage.findings()).hasSize(1);
    }
  }

  @Test
  void whatWasLeftOfABundlesEndIsNoLoss() throws IOException {
    try (StoreStage stage = stage()) {
      uploaded(stage, "first");
      Place place = place(stage, "a");
      Path file = file(stage, place);
      Place end =
          new Place(
              'b',
              place.object(),
              place.objectSha256(),
              extentAt(place, Files.size(file) - 1),
              false);
      Damage.FLIPPED.to(file, end);

      List<Finding> findings = stage.findings();

      assertThat(findings)
          .extracting(Finding::text)
          .containsExactly(
              "object %s is damaged in the list at its end (its end is missing); every blob in it"
                      .formatted(key(place))
                  + " is right");
      assertThat(findings.getFirst().lost()).isFalse();
      Damage.CUT.to(file, end);
      assertThat(stage.findings().getFirst().text())
          .startsWith("object " + key(place) + " has ")
          .endsWith("; every blob in it is right");
    }
  }

  /// How a disk does not give what it has.
  enum Refusal {
    EACCES("permission denied") {
      @Override
      IOException failure() {
        return new AccessDeniedException("the object");
      }
    },
    EIO("input/output error") {
      @Override
      IOException failure() {
        return new IOException("Input/output error");
      }
    };

    private final String text;

    Refusal(String text) {
      this.text = text;
    }

    abstract IOException failure();
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void whatCannotBeReadIsFoundAndNotTakenForDamaged(Refusal refusal) throws IOException {
    FaultyDisk disk =
        new FaultyDisk((call, file) -> {
          if (call.equals("read") && fault.get().isPresent() && file.toString().contains("/w-")) {
            throw refusal.failure();
          }
        });
    try (StoreStage stage = StoreStage.on(folder.resolve("home"), disk)) {
      uploaded(stage, "first");
      Place place = place(stage, "large");
      fault.set(Optional.of(refusal.failure()));

      C3Exception read =
          catchThrowableOfType(C3Exception.class, () -> drain(stage, place.extent().digest()));
      assertThat(read.code()).isEqualTo(ErrorCode.STORAGE_FAILED);
      assertThat(read.message())
          .isEqualTo("object " + key(place) + " cannot be read: " + refusal.text);
      List<Finding> findings = stage.findings();

      assertThat(findings)
          .extracting(Finding::text)
          .containsExactly(
              "object %s cannot be read (%s); blob %s cannot be had: /datasets/d/@v1/large"
                  .formatted(key(place), refusal.text, place.extent().digest()));
      assertThat(findings.getFirst().lost()).isFalse();
      assertThat(missing(stage, place)).isEmpty();
      fault.set(Optional.empty());
      assertThat(stage.findings()).isEmpty();
    }
  }

  /// As where only a part fails that no blob lies in.
  @Test
  void whatCannotBeReadAtOnceIsFoundThoughEachOfItsBlobsCan() throws IOException {
    FaultyDisk disk =
        new FaultyDisk((call, file) -> {
          if (call.equals("read") && file.toString().contains("/b-")) {
            Optional<IOException> once = fault.getAndSet(Optional.empty());
            if (once.isPresent()) {
              throw once.get();
            }
          }
        });
    try (StoreStage stage = StoreStage.on(folder.resolve("home"), disk)) {
      uploaded(stage, "first");
      fault.set(Optional.of(Refusal.EIO.failure()));

      assertThat(stage.findings())
          .extracting(Finding::text)
          .containsExactly(
              "object %s cannot be read (input/output error); every blob in it is right"
                  .formatted(key(place(stage, "a"))));
    }
  }

  @Test
  void aRowThatNamesAnotherPlaceBlamesNoPartOfTheBundle() throws Exception {
    try (StoreStage stage = stage()) {
      uploaded(stage, "first");
      Place place = place(stage, "a");
      sql(
          "update blob set off = off + 1 where hex(digest) = upper('%s')"
              .formatted(place.extent().digest().hex()));

      assertThat(stage.findings())
          .singleElement()
          .satisfies(found -> {
            assertThat(found.what())
                .startsWith(
                    "object "
                        + key(place)
                        + " is as it was stored, but not what its rows say; blob ");
            assertThat(found.paths()).containsExactly("/datasets/d/@v1/a");
          });
    }
  }

  @Test
  void rowsThatChangedPlacesAreBothFound() throws Exception {
    Files.write(source.resolve("other"), new byte[LARGE_BYTES + 1]);
    try (StoreStage stage = stage()) {
      uploaded(stage, "first");
      Place large = place(stage, "large");
      Place other = place(stage, "other");
      String move =
          "update blob set object_id = %d, stored_len = %d where hex(digest) = upper('%s')";
      long size = LARGE_BYTES;
      sql(move.formatted(other.object(), size + 1, large.extent().digest().hex()));
      sql(move.formatted(large.object(), size, other.extent().digest().hex()));

      assertThat(stage.findings())
          .filteredOn(finding -> finding.kind() == Finding.Kind.BLOB)
          .extracting(Finding::paths)
          .containsExactlyInAnyOrder(
              List.of("/datasets/d/@v1/large"), List.of("/datasets/d/@v1/other"));
    }
  }

  @Test
  void aRowThatReachesIntoTheNextBlobIsTheOnlyOneThatIsWrong() throws Exception {
    try (StoreStage stage = stage()) {
      uploaded(stage, "first");
      Place place = place(stage, "a");
      sql(
          "update blob set stored_len = 200 where hex(digest) = upper('%s')"
              .formatted(place.extent().digest().hex()));

      assertThat(stage.findings())
          .filteredOn(finding -> finding.kind() == Finding.Kind.BLOB)
          .extracting(Finding::paths)
          .containsExactly(List.of("/datasets/d/@v1/a"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "large"})
  void whatIsRightAgainIsTakenForRightAgain(String name) throws IOException {
    try (StoreStage stage = stage()) {
      uploaded(stage, "first");
      Place place = place(stage, name);
      Path file = file(stage, place);
      Path backup = Files.copy(file, folder.resolve("backup"));
      Damage.FLIPPED.to(file, place);
      assertThat(stage.findings()).hasSize(1);

      Files.move(backup, file, StandardCopyOption.REPLACE_EXISTING);

      assertThat(stage.findings()).isEmpty();
      assertThat(missing(stage, place)).isEmpty();
      drain(stage, place.extent().digest());
    }
  }

  /// Who copies from the disk itself has the store look.
  @ParameterizedTest
  @CsvSource({"FLIPPED, large", "FLIPPED, a", "CUT, large", "GONE, large"})
  void aCopyOnTheSameMachineFindsDamageForAll(Damage damage, String name) throws IOException {
    try (StoreStage stage = stage()) {
      ManifestSummary manifest = uploaded(stage, "first");
      Place place = place(stage, name);
      damage.to(file(stage, place), place);
      BlobStore blobs = stage.store().as(AccountId.LOCAL);
      assertThat(blobs.locator()).isPresent();

      DownloadResult result =
          TreeDownloader.forPeople(
                  blobs, Limits.STANDARD, new Threads(2, Thread.ofPlatform().factory()))
              .download(
                  uploads(stage, "read").tree(manifest),
                  EntryPath.ROOT,
                  new Downloader.Target(folder.resolve("target"), Downloader.Others.KEPT),
                  Progress.NONE);

      assertThat(result.lost()).hasSize(1);
      assertThat(result.lost().getFirst().path()).isEqualTo(EntryPath.of(name));
      assertThat(result.lost().getFirst().why()).contains("is damaged");
      assertThat(missing(stage, place)).containsExactly(place.extent().digest());
      assertMended(stage, manifest);
    }
  }

  @Test
  void readingManyFindsAllThatIsDamagedAmongThem() throws IOException {
    try (StoreStage stage = stage()) {
      ManifestSummary manifest = uploaded(stage, "first");
      Place place = place(stage, "a");
      Damage.GONE.to(file(stage, place), place);
      Digest second = Digest.of("the second".getBytes(StandardCharsets.UTF_8));
      Set<Digest> lost = new TreeSet<>();

      stage
          .store()
          .as(AccountId.LOCAL)
          .readAll(
              List.of(place.extent().digest(), second),
              new BlobStore.BlobVisitor() {
                @Override
                public void blob(Digest digest, byte[] content) {
                  throw new AssertionError(digest);
                }

                @Override
                public void lost(Digest digest, C3Exception why) {
                  assertThat(why).isInstanceOf(BlobCorrupt.class);
                  lost.add(digest);
                }
              });

      assertThat(lost).hasSize(2);
      assertThat(uploads(stage, "ask").missing(List.copyOf(lost))).hasSize(2);
      assertMended(stage, manifest);
    }
  }

  @Test
  void goesOnWhereDamageCannotBeNoted() throws Exception {
    try (StoreStage stage = stage()) {
      uploaded(stage, "first");
      sql("create trigger refusal before update on blob begin select raise(abort, 'no'); end");
      for (String file : List.of("a", "large")) {
        Damage.FLIPPED.to(file(stage, place(stage, file)), place(stage, file));
      }

      List<Finding> findings = stage.findings();

      assertThat(findings).hasSize(3);
      assertThat(findings.getFirst().what()).startsWith("what is damaged cannot be noted");
      assertThat(findings.subList(1, 3))
          .extracting(Finding::paths)
          .containsExactlyInAnyOrder(
              List.of("/datasets/d/@v1/a"), List.of("/datasets/d/@v1/large"));
      assertThat(findings.get(1).lost()).isTrue();
    }
  }

  private static ObjectKey stray(StoreStage stage) throws IOException {
    ObjectKey stray = new ObjectKey(ObjectKey.Kind.WHOLE, Digest.EMPTY, 1_000_000);
    Path file = stage.store().objects().path(stray);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "left");
    return stray;
  }

  private void sql(String statement) throws SQLException {
    try (Connection catalog =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("home/catalog.db"));
        Statement run = catalog.createStatement()) {
      run.execute(statement);
    }
  }

  private StoreStage stage() throws IOException {
    return StoreStage.in(folder.resolve("home"));
  }

  private Uploads uploads(StoreStage stage, String key) {
    return new Uploads(stage.store().as(AccountId.LOCAL), folder.resolve("spool")).under(key);
  }

  private ManifestSummary uploaded(StoreStage stage, String key) throws IOException {
    UploadResult upload = uploads(stage, key).upload(source);
    ManifestCommit.Request request =
        new ManifestCommit.Request(AccountId.LOCAL, upload.session(), upload.manifest().digest());
    stage
        .catalog()
        .datasets()
        .commit(
            new Dataset(Optional.empty(), new DatasetName("d")),
            new ManifestCommit(stage.store()).prepared(request, ManifestKind.DATASET));
    return upload.manifest();
  }

  private void assertMended(StoreStage stage, ManifestSummary manifest) throws IOException {
    uploaded(stage, "mend");
    stage.store().deleteDying();
    assertThat(stage.findings()).isEmpty();
    assertThat(uploads(stage, "read").entries(manifest)).isEqualTo(Uploads.expected(source));
    drain(stage, place(stage, "large").extent().digest());
    drain(stage, place(stage, "a").extent().digest());
  }

  private List<Digest> missing(StoreStage stage, Place place) throws IOException {
    return uploads(stage, "ask").missing(List.of(place.extent().digest()));
  }

  private Place place(StoreStage stage, String name) throws IOException {
    return place(stage, Digest.of(Files.readAllBytes(source.resolve(name))));
  }

  private static Place place(StoreStage stage, Digest digest) throws IOException {
    return stage
        .catalog()
        .blobs()
        .locate(AccountId.LOCAL, List.of(digest))
        .values()
        .iterator()
        .next();
  }

  private static ObjectKey key(Place place) {
    return new ObjectKey(
        ObjectKey.Kind.of(place.objectKind()), place.objectSha256(), place.object());
  }

  private static Path file(StoreStage stage, Place place) {
    return stage.store().objects().path(key(place));
  }

  private static void drain(StoreStage stage, Digest digest) throws IOException {
    try (InputStream blob = stage.store().as(AccountId.LOCAL).read(digest, Range.ALL)) {
      blob.transferTo(OutputStream.nullOutputStream());
    }
  }
}
