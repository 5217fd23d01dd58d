package c3.catalog.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import c3.Randomly;
import c3.SettableClock;
import c3.catalog.RememberedSpecs;
import c3.catalog.Stage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is charged for datasets and for what jobs left equals what the manifests add up to,
/// whenever the power fails. A failure is the database's file with a random part of its write-ahead
/// log: the end that a disk had not got yet is missing, in the middle of a transaction as a rule.
/// `CatalogKillTest` does the same with processes and SIGKILL.
class QuotaCrashTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final int CRASHES_OF_ONE_LIFE = 20;

  @TempDir Path folder;
  private final RememberedSpecs specs = new RememberedSpecs();

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
    Randomly.times(
        crashes / CRASHES_OF_ONE_LIFE,
        random -> new Life(Files.createTempDirectory(folder, "life"), random).run());
  }

  /// One catalog that goes on after each crash.
  private final class Life {
    private final Path folder;
    private final RandomGenerator random;
    private final ChargedHistory history;

    /// How long the log was before the last call that charged or released something.
    private long decided;

    private int torn;

    Life(Path folder, RandomGenerator random) {
      this.folder = folder;
      this.random = random;
      this.history = new ChargedHistory(random, () -> decided = Files.size(log()));
    }

    void run() throws IOException {
      for (int crash = 0; crash < CRASHES_OF_ONE_LIFE; crash++) {
        crash();
      }
      assertThat(torn).as("crashes in the middle of the log").isPositive();
    }

    private Path file() {
      return folder.resolve("catalog.db");
    }

    private Path log() {
      return folder.resolve("catalog.db-wal");
    }

    private Stage open() throws IOException {
      SettableClock clock = new SettableClock(START);
      return new Stage(
          SqliteCatalog.open(file(), clock, specs, () -> false),
          clock,
          new SqliteStage.Backdoor(file()));
    }

    /// Goes on where the last crash has left off, and crashes.
    private void crash() throws IOException {
      Path left = Files.createTempDirectory(folder, "left");
      Path leftFile = left.resolve("file");
      Path leftLog = left.resolve("log");
      decided = 0;
      try (Stage stage = open()) {
        history.assertExact(stage);
        stage.backdoor().checkInvariants();
        for (int moves = random.nextInt(1, 6); moves > 0; moves--) {
          history.move(stage);
          history.assertExact(stage);
        }
        // Nothing is being written now, so the copies are of one moment.
        Files.copy(file(), leftFile);
        Files.copy(log(), leftLog);
      }
      tear(leftLog);
      Files.move(leftFile, file(), StandardCopyOption.REPLACE_EXISTING);
      Files.move(leftLog, log(), StandardCopyOption.REPLACE_EXISTING);
    }

    /// Cuts the log off anywhere, as often as not within what the last decisive call wrote.
    private void tear(Path left) throws IOException {
      long size = Files.size(left);
      long from = decided < size && random.nextBoolean() ? decided : 0;
      long kept = random.nextLong(from, size + 1);
      try (FileChannel channel = FileChannel.open(left, StandardOpenOption.WRITE)) {
        channel.truncate(kept);
      }
      torn += kept < size ? 1 : 0;
    }
  }
}
