package c3.catalog.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import c3.SettableClock;
import c3.catalog.DatasetCatalog.Dataset;
import c3.catalog.RememberedSpecs;
import c3.catalog.Stage;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.DatasetName;
import c3.model.ErrorCode;
import c3.model.ManifestKind;
import c3.model.SessionId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A catalog on a file system without a free byte; a real one, so only where tests may mount.
class FullDiskTest {
  private static final Dataset DATASET =
      new Dataset(Optional.empty(), new DatasetName("something"));
  private static final int RESERVE_BYTES = 1 << 20;
  private static final int BLOBS = 2_000;
  private static final int BLOBS_PER_OBJECT = 20;

  @TempDir Path folder;
  private Path disk = Path.of("");
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=32m", "c3-test", disk.toString()) == 0;
    assumeTrue(mounted, "this user may not mount a file system");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", disk.toString())).isZero();
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /// What must get through.
  private interface Way {
    void go(Stage stage, SessionId open) throws IOException;
  }

  @Test
  void givesUpItsReserveForTheEndOfAnUpload() throws IOException {
    assertGetsThrough((stage, open) -> stage.catalog().sessions().abort(open));
  }

  @Test
  void givesUpItsReserveForUploadsThatNobodyEnded() throws IOException {
    assertGetsThrough((stage, open) -> {
      stage.clock().move(Stage.TTL.plusSeconds(1));
      assertThat(stage.catalog().sessions().expire(Duration.ZERO)).contains(open);
    });
  }

  private void assertGetsThrough(Way way) throws IOException {
    Path reserve = Files.write(disk.resolve("reserve"), new byte[RESERVE_BYTES]);
    try (Stage stage = stage(reserve)) {
      SessionId session = stage.session("full");
      fill(disk.resolve("filling"));
      assertThatThrownBy(() -> putForEver(stage, session)).isInstanceOf(C3Exception.class);

      way.go(stage, session);

      assertThat(reserve).doesNotExist();
      stage.backdoor().checkInvariants();
    }
  }

  private Stage stage(Path reserve) throws IOException {
    SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
    Path file = disk.resolve("catalog.db");
    return new Stage(
        SqliteCatalog.open(file, clock, new RememberedSpecs(), () -> Files.deleteIfExists(reserve)),
        clock,
        new SqliteStage.Backdoor(file));
  }

  @Test
  void givesUpItsReserveForARemovalAndNotForMoreBytes() throws IOException {
    Path reserve = Files.write(disk.resolve("reserve"), new byte[RESERVE_BYTES]);
    try (Stage stage = stage(reserve)) {
      keep(stage);
      SessionId session = stage.session("full");
      fill(disk.resolve("filling"));

      C3Exception refusal =
          catchThrowableOfType(C3Exception.class, () -> putForEver(stage, session));

      assertThat(refusal.code()).isEqualTo(ErrorCode.STORAGE_FULL);
      assertThat(reserve).exists();
      stage.catalog().datasets().remove(AccountId.LOCAL, DATASET, 1);
      assertThat(reserve).doesNotExist();
      assertThat(stage.catalog().manifests().chargedBytes(AccountId.LOCAL)).isZero();
      stage.backdoor().checkInvariants();
    }
  }

  private static void keep(Stage stage) throws IOException {
    SessionId session = stage.session("kept");
    for (int i = 0; i < BLOBS; i += BLOBS_PER_OBJECT) {
      put(stage, session, i);
    }
    stage.put(session, -1);
    stage
        .catalog()
        .datasets()
        .commit(
            DATASET,
            Stage.naming(
                session,
                ManifestKind.DATASET,
                1,
                Stage.blobs(IntStream.range(0, BLOBS).toArray())));
  }

  /// Puts until nothing goes in, however small: what failed last may have left its room.
  private static void putForEver(Stage stage, SessionId session) throws IOException {
    int next = BLOBS;
    try {
      while (true) {
        put(stage, session, next);
        next += BLOBS_PER_OBJECT;
      }
    } catch (C3Exception e) {
      while (true) {
        stage.put(session, next++);
      }
    }
  }

  private static void put(Stage stage, SessionId session, int first) throws IOException {
    stage.put(session, IntStream.range(first, first + BLOBS_PER_OBJECT).toArray());
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] page = new byte[1 << 12];
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      assertThat(e).hasMessage("No space left on device");
    }
  }
}
