package c3.catalog.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import c3.Randomly;
import c3.SettableClock;
import c3.catalog.Catalog;
import c3.catalog.DatasetCatalog.Dataset;
import c3.catalog.DatasetCatalog.Version;
import c3.catalog.RememberedSpecs;
import c3.catalog.Stage;
import c3.model.AccountId;
import c3.model.DatasetName;
import c3.model.ManifestKind;
import c3.model.SessionId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is charged equals what the manifests add up to, whenever the power fails. A failure is the
/// database's file with a random part of its write-ahead log: the end that a disk had not got yet
/// is missing, in the middle of a transaction as a rule. `CatalogKillTest` does the same with
/// processes and SIGKILL.
class QuotaCrashTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final int CRASHES_OF_ONE_LIFE = 20;
  private static final int BLOBS = 40;

  @TempDir Path folder;
  private int names;

  @Test
  void chargesExactlyWhatIsKeptAfterACrash() {
    crash(100);
  }

  @Test
  @Tag("soak")
  void chargesExactlyWhatIsKeptAfterAThousandCrashes() {
    crash(1_000);
  }

  private void crash(int crashes) {
    int[] torn = {0};
    Randomly.times(
        crashes / CRASHES_OF_ONE_LIFE,
        random -> {
          Path life = Files.createTempDirectory(folder, "life");
          for (int crash = 0; crash < CRASHES_OF_ONE_LIFE; crash++) {
            torn[0] += crash(life, random) ? 1 : 0;
          }
        });
    assertThat(torn[0]).as("crashes in the middle of the log").isPositive();
  }

  private static Path file(Path life) {
    return life.resolve("catalog.db");
  }

  private static Path log(Path life) {
    return life.resolve("catalog.db-wal");
  }

  private static Catalog open(Path life) throws IOException {
    return SqliteCatalog.open(file(life), new SettableClock(START), new RememberedSpecs());
  }

  /// Goes on where the last crash has left off, and crashes. Returns whether some of the log was
  /// lost.
  private boolean crash(Path life, RandomGenerator random) throws IOException {
    Path left = Files.createTempDirectory(folder, "left");
    boolean torn;
    try (Catalog catalog = open(life)) {
      assertExact(catalog);
      Stage stage =
          new Stage(catalog, new SettableClock(START), new SqliteStage.Backdoor(file(life)));
      for (int moves = random.nextInt(1, 6); moves > 0; moves--) {
        move(stage, random);
      }
      // Nothing is being written now, so the copies are of one moment.
      Files.copy(file(life), file(left));
      Files.copy(log(life), log(left));
      torn = tear(log(left), random);
    }
    Files.move(file(left), file(life), StandardCopyOption.REPLACE_EXISTING);
    Files.move(log(left), log(life), StandardCopyOption.REPLACE_EXISTING);
    return torn;
  }

  private static boolean tear(Path log, RandomGenerator random) throws IOException {
    long size = Files.size(log);
    long kept = random.nextLong(size + 1);
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      channel.truncate(kept);
    }
    return kept < size;
  }

  private static void assertExact(Catalog catalog) throws IOException {
    assertThat(catalog.manifests().chargedBytes(AccountId.LOCAL))
        .isEqualTo(catalog.manifests().recountedBytes(AccountId.LOCAL));
  }

  /// Commits a version of some dataset, commits a workspace, or removes a version.
  private void move(Stage stage, RandomGenerator random) throws IOException {
    Dataset dataset = new Dataset(Optional.empty(), new DatasetName("d" + random.nextInt(3)));
    var datasets = stage.catalog().datasets();
    if (random.nextInt(3) == 0) {
      List<Version> versions =
          datasets.versions(AccountId.LOCAL, dataset, Long.MAX_VALUE, Integer.MAX_VALUE);
      if (!versions.isEmpty()) {
        datasets.remove(
            AccountId.LOCAL, dataset, versions.get(random.nextInt(versions.size())).number());
      }
      return;
    }
    names++;
    int[] blobs = random.ints(random.nextInt(1, 9), 1, BLOBS).distinct().toArray();
    SessionId session = stage.session("crash " + names + " " + random.nextLong());
    int manifest = 1_000 + names;
    stage.put(session, blobs);
    if (random.nextInt(4) == 0) {
      stage.commit(session, ManifestKind.WORKSPACE, manifest, blobs);
    } else {
      stage.put(session, -manifest);
      datasets.commit(
          dataset, Stage.naming(session, ManifestKind.DATASET, manifest, Stage.blobs(blobs)));
    }
    assertExact(stage.catalog());
  }
}
