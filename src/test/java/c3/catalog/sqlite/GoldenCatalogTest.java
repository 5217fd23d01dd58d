package c3.catalog.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import c3.SettableClock;
import c3.catalog.BlobCatalog.BlobState;
import c3.catalog.BlobCatalog.ObjectState;
import c3.catalog.Catalog;
import c3.catalog.JobText;
import c3.catalog.ManifestCatalog.CommitResult.Done;
import c3.catalog.ManifestCatalog.Committed;
import c3.catalog.SessionCatalog.Session;
import c3.catalog.SessionCatalog.State;
import c3.catalog.Stage;
import c3.catalog.sql.Invariants;
import c3.model.AccountId;
import c3.model.AgentName;
import c3.model.EntryPath;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobId;
import c3.model.JobInput;
import c3.model.JobSpec;
import c3.model.JobState;
import c3.model.ManifestKind;
import c3.model.Specs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Catalogs that older builds have made: each golden file is a dump of one, never edited, and must
/// open, read and go on under this build.
class GoldenCatalogTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:30:00.123456789Z");
  private static final JobSpec SPEC = Specs.of("digits", Optional.of("train"));

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("catalog.db");
  }

  @BeforeEach
  void load() throws IOException, SQLException {
    try (InputStream golden =
            Objects.requireNonNull(
                getClass().getResourceAsStream("/c3/catalog/sqlite/catalog-v1.sql"));
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private Catalog open(Path file) throws IOException {
    JobText text =
        new JobText() {
          @Override
          public String encode(JobSpec spec) {
            return "the golden spec";
          }

          @Override
          public JobSpec decode(String kept) throws IOException {
            if (!kept.equals("the golden spec")) {
              throw new IOException("not the golden spec: " + kept);
            }
            return SPEC;
          }
        };
    return SqliteCatalog.open(file, new SettableClock(NOW), text, () -> false);
  }

  @Test
  void hasTheSchemaOfANewCatalogOnceItIsOpened() throws IOException, SQLException {
    open(file()).close();
    Path fresh = folder.resolve("fresh.db");
    open(fresh).close();

    assertThat(schema(file())).isEqualTo(schema(fresh));
  }

  private static Map<String, String> schema(Path file) throws SQLException {
    Map<String, String> schema = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select type || ' ' || name, sql from sqlite_master where sql is not null")) {
      while (rows.next()) {
        schema.put(rows.getString(1), rows.getString(2));
      }
    }
    return schema;
  }

  @Test
  void readsManifestsAndCharges() throws IOException {
    try (Catalog catalog = open(file())) {
      List<Committed> manifests = new ArrayList<>();
      catalog.manifests().each(manifests::add);

      assertThat(manifests)
          .containsExactly(
              new Committed(1, AccountId.LOCAL, ManifestKind.WORKSPACE, Stage.manifest(1), 2),
              new Committed(2, AccountId.LOCAL, ManifestKind.JOB, Stage.manifest(2), 100));
      assertThat(catalog.manifests().chargedBytes(AccountId.LOCAL)).isEqualTo(105_150);
      assertThat(catalog.manifests().recountedBytes(AccountId.LOCAL)).isEqualTo(105_150);
    }
    Invariants.check("jdbc:sqlite:" + file());
  }

  @Test
  void readsBlobsAndObjects() throws IOException {
    try (Catalog catalog = open(file())) {
      Map<BlobState, Integer> blobs = new TreeMap<>();
      List<ObjectState> objects = new ArrayList<>();
      List<Long> numbers = new ArrayList<>();
      catalog
          .blobs()
          .eachObject(object -> {
            objects.add(object.state());
            numbers.add(object.object());
          });
      for (long number : numbers) {
        catalog.blobs().blobsIn(number).forEach(blob -> blobs.merge(blob.state(), 1, Integer::sum));
      }

      assertThat(blobs)
          .isEqualTo(Map.of(BlobState.LIVE, 105, BlobState.CONDEMNED, 1, BlobState.BAD, 1));
      assertThat(objects)
          .containsExactly(
              ObjectState.LIVE,
              ObjectState.LIVE,
              ObjectState.LIVE,
              ObjectState.LIVE,
              ObjectState.LIVE,
              ObjectState.DELETING,
              ObjectState.PENDING);
    }
  }

  @Test
  void anOpenSessionGoesOn() throws IOException {
    try (Catalog catalog = open(file())) {
      Session session = catalog.sessions().open().getFirst();

      assertThat(session.state()).isEqualTo(State.OPEN);
      assertThat(session.job()).contains(id(2));
      assertThat(catalog.blobs().findMissing(session.id(), Stage.blobs(500, 501, 502, 503)))
          .isEqualTo(Set.copyOf(Stage.blobs(502, 503)));
      Stage stage = new Stage(catalog, new SettableClock(NOW), new SqliteStage.Backdoor(file()));
      assertThat(stage.commit(session.id(), ManifestKind.JOB, 3, 500, 501))
          .isInstanceOf(Done.class);
    }
    Invariants.check("jdbc:sqlite:" + file());
  }

  @Test
  void readsJobs() throws IOException {
    try (Catalog catalog = open(file())) {
      Job finished = catalog.jobs().find(AccountId.LOCAL, id(1)).orElseThrow();
      Job uploading = catalog.jobs().find(AccountId.LOCAL, id(2)).orElseThrow();
      Job waiting = catalog.jobs().find(AccountId.LOCAL, id(3)).orElseThrow();

      assertThat(finished)
          .isEqualTo(
              new Job(
                  id(1),
                  SPEC,
                  Optional.empty(),
                  Stage.manifest(1),
                  List.of(
                      new JobInput(
                          "/jobs/x", "/data/prev", Stage.manifest(1), EntryPath.of("a/b"))),
                  new JobState.Ended(JobEnd.exited(0)),
                  1,
                  Optional.of(new AgentName("machine-1")),
                  false,
                  Optional.of(Stage.manifest(2)),
                  Optional.empty(),
                  new Job.Times(
                      Instant.parse("2026-03-01T12:00:00.123456789Z"),
                      Optional.of(Instant.parse("2026-03-01T12:01:00.123456789Z")),
                      Optional.empty(),
                      Optional.of(Instant.parse("2026-03-01T12:02:00.123456789Z")))));
      assertThat(uploading.state())
          .isEqualTo(
              new JobState.Uploading(
                  JobEnd.failed(
                      FailureReason.SCRIPT_ERROR, OptionalInt.of(3), "the script exited with 3")));
      assertThat(uploading.cancelRequested()).isTrue();
      assertThat(waiting.state()).isEqualTo(new JobState.Pending());
      assertThat(catalog.jobs().claim(new AgentName("machine-2"), owned -> true).map(Job::id))
          .contains(id(3));
    }
  }

  @Test
  void everyGoldenFileIsTried() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/c3/catalog/sqlite"))) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted(Comparator.naturalOrder()))
          .containsExactly("catalog-v1.sql");
    }
  }

  static JobId id(int number) {
    return new JobId("job_%013d_abcdef".formatted(number));
  }
}
