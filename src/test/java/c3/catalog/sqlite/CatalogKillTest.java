package c3.catalog.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import c3.KilledProcess;
import c3.Randomly;
import c3.SettableClock;
import c3.catalog.BlobCatalog.NewObject;
import c3.catalog.Catalog;
import c3.catalog.ManifestCatalog.CommitResult.Done;
import c3.catalog.RememberedSpecs;
import c3.catalog.Stage;
import c3.catalog.sql.Invariants;
import c3.model.AccountId;
import c3.model.Digest;
import c3.model.ManifestKind;
import c3.model.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that uploads and commits is killed with SIGKILL at a random moment, three times over
/// the same catalog. Whatever it had acknowledged is there, and every invariant holds.
class CatalogKillTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final int KILLS = 3;
  private static final int LINES_MAX = 60;

  @TempDir Path folder;

  @Test
  void losesNothingThatWasAcknowledgedAndKeepsEveryInvariant() {
    kill(1);
  }

  @Test
  @Tag("soak")
  void losesNothingHoweverOftenItIsKilled() {
    kill(40);
  }

  private void kill(int cases) {
    Randomly.times(
        cases,
        random -> {
          Path file = Files.createTempDirectory(folder, "case").resolve("catalog.db");
          List<String> committed = new ArrayList<>();
          for (int kill = 0; kill < KILLS; kill++) {
            List<String> lines = killed(file, random, kill);
            lines.stream().filter(line -> line.startsWith("committed")).forEach(committed::add);
            Invariants.check("jdbc:sqlite:" + file);
            checkCommits(file, committed);
            checkHolds(file, lines);
          }
        });
  }

  private List<String> killed(Path file, RandomGenerator random, int run)
      throws IOException, InterruptedException {
    return KilledProcess.after(
        random.nextInt(2, LINES_MAX),
        Files.createTempDirectory(folder, "own"),
        Uploader.class,
        file.toString(),
        String.valueOf(random.nextLong()),
        String.valueOf(run));
  }

  private static int[] numbers(String line) {
    return Arrays.stream(line.split(" ")).skip(1).mapToInt(Integer::parseInt).toArray();
  }

  private static Catalog open(Path file) throws IOException {
    return SqliteCatalog.open(file, new SettableClock(NOW), new RememberedSpecs(), () -> false);
  }

  private static void checkCommits(Path file, List<String> committed) throws IOException {
    try (Catalog catalog = open(file)) {
      for (String line : committed) {
        int[] numbers = numbers(line);
        assertThat(catalog.manifests().find(AccountId.LOCAL, Stage.blob(-numbers[0])))
            .contains(Stage.manifest(numbers[0]));
        List<Digest> contents = Stage.blobs(IntStream.of(numbers).skip(1).distinct().toArray());
        assertThat(catalog.blobs().locate(AccountId.LOCAL, contents)).containsOnlyKeys(contents);
      }
      assertThat(catalog.manifests().chargedBytes(AccountId.LOCAL))
          .isEqualTo(catalog.manifests().recountedBytes(AccountId.LOCAL));
    }
  }

  /// The session that was open goes on, and a commit may name all that it was told is held.
  private static void checkHolds(Path file, List<String> lines) throws IOException {
    List<String> open = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("opened") || line.startsWith("committed")) {
        open.clear();
      } else if (line.startsWith("holds")) {
        open.add(line);
      }
    }
    int[] held = open.stream().flatMapToInt(line -> IntStream.of(numbers(line))).toArray();
    try (Catalog catalog = open(file)) {
      catalog.blobs().abandonPending();
      Stage stage = new Stage(catalog, new SettableClock(NOW), new SqliteStage.Backdoor(file));
      for (var session : catalog.sessions().open()) {
        assertThat(stage.commit(session.id(), ManifestKind.JOB, 99, held)).isInstanceOf(Done.class);
      }
    }
    Invariants.check("jdbc:sqlite:" + file);
  }

  /// The process that is killed.
  static final class Uploader {
    private Uploader() {}

    public static void main(String[] arguments) throws IOException {
      Path file = Path.of(arguments[0]);
      RandomGenerator random = Randomly.seeded(Long.parseLong(arguments[1]));
      int base = 1_000 * (1 + Integer.parseInt(arguments[2]));
      Catalog catalog = open(file);
      Stage stage = new Stage(catalog, new SettableClock(NOW), new SqliteStage.Backdoor(file));
      for (int round = base; ; round++) {
        upload(stage, random, round);
      }
    }

    private static void upload(Stage stage, RandomGenerator random, int round) throws IOException {
      say("opening", new int[0]);
      SessionId session = stage.session("upload " + round);
      say("opened", new int[0]);
      List<Integer> held = new ArrayList<>();
      for (int put = random.nextInt(1, 4); put > 0; put--) {
        int[] blobs = random.ints(random.nextInt(1, 200), 1, 2_000).distinct().toArray();
        stage.put(session, blobs);
        say("holds", blobs);
        IntStream.of(blobs).forEach(held::add);
      }
      stage
          .catalog()
          .blobs()
          .intend(session, List.of(new NewObject('w', Stage.blob(round), 1_000_000)));
      ManifestKind kind = random.nextInt(3) == 0 ? ManifestKind.WORKSPACE : ManifestKind.JOB;
      int[] contents = held.stream().mapToInt(Integer::intValue).toArray();
      stage.commit(session, kind, round, contents);
      say("committed", IntStream.concat(IntStream.of(round), IntStream.of(contents)).toArray());
    }

    private static void say(String what, int[] numbers) {
      StringBuilder line = new StringBuilder(what);
      for (int number : numbers) {
        line.append(' ').append(number);
      }
      KilledProcess.acknowledge(line.toString());
    }
  }
}
