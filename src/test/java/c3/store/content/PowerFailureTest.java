package c3.store.content;

import c3.Randomly;
import c3.object.disk.LosingDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Invariant 1, on a disk that loses what was not forced: the power fails in any call by which the
/// store changes the disk, while it uploads, deletes or starts again, over and over on what the
/// last failure has left.
class PowerFailureTest {
  private static final int FAILURES_OF_ONE_LIFE = 20;
  private static final int CALLS_MAX = 100;

  @TempDir Path folder;

  @Test
  void whatIsCommittedIsThereAndNothingElse() {
    fail(40);
  }

  @Test
  @Tag("soak")
  void whatIsCommittedIsThereHoweverOftenThePowerFails() {
    fail(1_000);
  }

  private void fail(int failures) {
    Randomly.times(
        failures / FAILURES_OF_ONE_LIFE,
        random -> {
          StoreHistory history = new StoreHistory(random, Files.createTempDirectory(folder, "own"));
          Path store = Files.createTempDirectory(folder, "store");
          for (int failure = 0; failure < FAILURES_OF_ONE_LIFE; failure++) {
            store = failed(store, history, random);
          }
        });
  }

  /// Goes on with a store until the power fails, and returns what is left of it.
  private Path failed(Path store, StoreHistory history, RandomGenerator random) throws IOException {
    Path left = Files.createTempDirectory(folder, "store");
    LosingDisk disk =
        new LosingDisk(
            store,
            random,
            random.nextInt(1, CALLS_MAX),
            losing -> {
              losing.leave(left);
              copyCatalog(store, left);
            });
    try (StoreStage stage = StoreStage.on(store, disk)) {
      history.assertExact(stage);
      while (true) {
        history.move(stage);
      }
    } catch (IOException | RuntimeException e) {
      if (!disk.hasFailed()) {
        throw e;
      }
    }
    return left;
  }

  /// No transaction is under way while the store changes its disk, and each that was done is
  /// durable.
  private static void copyCatalog(Path from, Path to) throws IOException {
    for (String file : List.of("catalog.db", "catalog.db-wal")) {
      Files.copy(from.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
