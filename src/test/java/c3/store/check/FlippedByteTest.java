package c3.store.check;

import static org.assertj.core.api.Assertions.assertThat;

import c3.Randomly;
import c3.catalog.DatasetCatalog.Dataset;
import c3.model.AccountId;
import c3.model.DatasetName;
import c3.model.ManifestKind;
import c3.object.ObjectKey;
import c3.object.ObjectStore;
import c3.store.content.ManifestCommit;
import c3.store.content.StoreStage;
import c3.transfer.UploadResult;
import c3.transfer.Uploads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One flipped bit is found wherever in an object it lies, and it is said in which part.
class FlippedByteTest {
  private static final int HEADER_BYTES = 32;
  private static final int RECORD_BYTES = 52;
  private static final int ROW_BYTES = 56;
  private static final int TRAILER_BYTES = 64;
  private static final int LARGE_BYTES = 1_300_000;

  @TempDir Path folder;
  private Path source = Path.of("");

  @BeforeEach
  void writeFiles() throws IOException {
    source = Files.createDirectories(folder.resolve("source"));
    Files.writeString(source.resolve("a"), "first");
    Files.write(source.resolve("large"), new byte[LARGE_BYTES]);
  }

  @Test
  void anywhereInABundleIsFoundAndItsPartNamed() throws IOException {
    try (StoreStage stage = stage()) {
      Path bundle = object(stage, ObjectKey.Kind.BUNDLE);
      Regions regions = Regions.of(bundle);
      Randomly.times(
          3,
          random -> {
            for (int i = 0; i < regions.ends().size(); i++) {
              int begin = i == 0 ? 0 : regions.ends().get(i - 1);
              int at = random.nextInt(begin, regions.ends().get(i));
              flip(bundle, at, random.nextInt(8), stage, regions.names().get(i));
            }
          });
      assertThat(stage.findings()).isEmpty();
    }
  }

  @Test
  void anywhereInALargeFileIsFound() throws IOException {
    try (StoreStage stage = stage()) {
      Path large = object(stage, ObjectKey.Kind.WHOLE);
      Randomly.times(
          5,
          random ->
              flip(
                  large,
                  random.nextInt(LARGE_BYTES),
                  random.nextInt(8),
                  stage,
                  "has other bytes than were stored; blob "));
      flip(large, 0, 0, stage, "has other bytes");
      flip(large, LARGE_BYTES - 1, 7, stage, "has other bytes");
      assertThat(stage.findings()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"3, its header;", "36, what precedes blob"})
  void aPartThatIsDamagedBesideAContentIsNamedToo(int at, String part) throws IOException {
    try (StoreStage stage = stage()) {
      Path bundle = object(stage, ObjectKey.Kind.BUNDLE);
      int content = HEADER_BYTES + RECORD_BYTES;
      toggle(bundle, at, 1);
      toggle(bundle, content, 1);

      assertThat(stage.findings())
          .singleElement()
          .satisfies(found -> {
            assertThat(found.what()).contains("has other bytes than were stored, also in " + part);
            assertThat(found.paths()).containsExactly("/datasets/d/@v1/a");
          });
    }
  }

  @Test
  void threeDamagedPartsAreNamedAndTheRestIsCounted() throws IOException {
    try (StoreStage stage = stage()) {
      Path bundle = object(stage, ObjectKey.Kind.BUNDLE);
      Regions regions = Regions.of(bundle);
      long ofRecords = 0;
      for (int i = 0; i < regions.ends().size(); i++) {
        if (!regions.names().get(i).equals(Regions.CONTENT)) {
          toggle(bundle, i == 0 ? 0 : regions.ends().get(i - 1), 1);
          ofRecords += regions.names().get(i).endsWith(" blob ") ? 1 : 0;
        }
      }

      assertThat(stage.findings())
          .singleElement()
          .satisfies(found ->
              assertThat(found.what())
                  .contains(
                      " is damaged in the list at its end (", "), its header, what precedes"));
      assertThat(stage.findings().getFirst().what())
          .endsWith(", %d more of its parts; every blob in it is right".formatted(ofRecords - 1));
    }
  }

  private void flip(Path object, int at, int bit, StoreStage stage, String expected)
      throws IOException {
    toggle(object, at, bit);
    List<Finding> findings = stage.findings();
    toggle(object, at, bit);
    assertThat(findings)
        .as("byte %d", at)
        .singleElement()
        .satisfies(found -> {
          assertThat(found.text()).contains(object.getFileName().toString(), expected);
          assertThat(found.lost()).isEqualTo(expected.startsWith("has other bytes"));
          if (!found.lost()) {
            assertThat(found.text()).endsWith("; every blob in it is right");
          }
        });
  }

  private static void toggle(Path object, int at, int bit) throws IOException {
    Files.setPosixFilePermissions(object, PosixFilePermissions.fromString("rw-------"));
    try (FileChannel bytes =
        FileChannel.open(object, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      bytes.read(one, at);
      one.put(0, (byte) (one.get(0) ^ 1 << bit));
      bytes.write(one.rewind(), at);
    }
  }

  private static Path object(StoreStage stage, ObjectKey.Kind kind) throws IOException {
    try (Stream<ObjectStore.Found> objects = stage.store().objects().list()) {
      return stage
          .store()
          .objects()
          .path(
              objects.filter(found -> found.key().kind() == kind).findFirst().orElseThrow().key());
    }
  }

  private StoreStage stage() throws IOException {
    StoreStage stage = StoreStage.in(folder.resolve("home"));
    UploadResult upload =
        new Uploads(stage.store().as(AccountId.LOCAL), folder.resolve("spool"))
            .under("first")
            .upload(source);
    stage
        .catalog()
        .datasets()
        .commit(
            new Dataset(Optional.empty(), new DatasetName("d")),
            new ManifestCommit(stage.store())
                .prepared(
                    new ManifestCommit.Request(
                        AccountId.LOCAL, upload.session(), upload.manifest().digest()),
                    ManifestKind.DATASET));
    return stage;
  }

  /// The parts of a bundle, by docs/format.md: a header, two records, a directory of two rows and a
  /// trailer.
  ///
  /// @param ends where each ends and the next begins
  /// @param names what is said of each
  private record Regions(List<Integer> ends, List<String> names) {
    private static final String CONTENT = "has other bytes than were stored; blob ";

    static Regions of(Path bundle) throws IOException {
      byte[] bytes = Files.readAllBytes(bundle);
      ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      Regions regions = new Regions(new ArrayList<>(), new ArrayList<>());
      regions.add(HEADER_BYTES, "is damaged in its header;");
      int at = HEADER_BYTES;
      for (int record = 0; record < 2; record++) {
        int stop = at + RECORD_BYTES + all.getInt(at + 8);
        regions.add(at + RECORD_BYTES, "is damaged in what precedes blob ");
        regions.add(stop, CONTENT);
        at = (stop + 7) / 8 * 8;
        regions.add(at, "is damaged in the zeros behind blob ");
      }
      String end = "is damaged in the list at its end (";
      regions.add(at + ROW_BYTES, end);
      regions.add(at + 2 * ROW_BYTES, end);
      int trailer = bytes.length - TRAILER_BYTES;
      assertThat(at + 2 * ROW_BYTES).isEqualTo(trailer);
      regions.add(trailer + 24, end);
      regions.add(trailer + 56, "is damaged in its last bytes;");
      regions.add(bytes.length, end);
      return regions;
    }

    private void add(int end, String name) {
      if (ends.isEmpty() || end > ends.getLast()) {
        ends.add(end);
        names.add(name);
      }
    }
  }
}
