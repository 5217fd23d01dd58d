package c3.store.content;

import static org.assertj.core.api.Assertions.assertThat;

import c3.KilledProcess;
import c3.Randomly;
import c3.catalog.ManifestCatalog.CommitResult;
import c3.catalog.ManifestCatalog.CommitResult.Done;
import c3.catalog.SessionCatalog.Session;
import c3.catalog.SessionCatalog.State;
import c3.model.AccountId;
import c3.model.Digest;
import c3.model.Limits;
import c3.model.ManifestKind;
import c3.model.SessionId;
import c3.store.BlobStore.Range;
import c3.store.SessionRequest;
import c3.store.SomeFiles;
import c3.store.UploadSession;
import c3.wire.SmallUpload;
import c3.wire.message.FinishRequest.Artifacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that uploads in many sessions at once is killed with SIGKILL at a random moment, over
/// and over on the same store. Whatever it had acknowledged is there.
class StoreKillTest {
  private static final int UPLOADERS = 4;
  private static final int LINES_MAX = 40;

  @TempDir Path folder;

  @Test
  void losesNothingThatWasAcknowledged() {
    kill(1, 3);
  }

  @Test
  @Tag("soak")
  void losesNothingHoweverOftenItIsKilled() {
    kill(10, 10);
  }

  private void kill(int stores, int kills) {
    Randomly.times(
        stores,
        random -> {
          Path store = Files.createTempDirectory(folder, "store");
          Set<Long> kept = new HashSet<>();
          for (int kill = 0; kill < kills; kill++) {
            List<Acknowledged> lines = killed(store, random, kill);
            try (StoreStage stage = StoreStage.in(store)) {
              check(stage, lines, kept);
            }
          }
        });
  }

  private List<Acknowledged> killed(Path store, RandomGenerator random, int kill)
      throws IOException, InterruptedException {
    return KilledProcess.after(
            random.nextInt(1, LINES_MAX),
            Files.createTempDirectory(folder, "own"),
            Uploaders.class,
            store.toString(),
            String.valueOf(random.nextLong()),
            String.valueOf(kill))
        .stream()
        .map(Acknowledged::parse)
        .toList();
  }

  private static void check(StoreStage stage, List<Acknowledged> lines, Set<Long> kept)
      throws IOException {
    assertThat(stage.findings()).isEmpty();
    for (Acknowledged line : lines) {
      if (line.committed()) {
        Session session = stage.catalog().sessions().find(line.upload().session()).orElseThrow();
        assertThat(session.state()).isEqualTo(State.COMMITTED);
      }
      // What was put can be committed; or it was committed already, which only was not heard of.
      assertThat(line.upload().commit(stage)).isInstanceOf(Done.class);
      kept.add(line.upload().directory());
    }
    for (long directory : kept) {
      for (String content : SomeFiles.of(directory).values()) {
        assertThat(stage.store().as(AccountId.LOCAL).read(digest(content), Range.ALL))
            .hasContent(content);
      }
    }
    assertThat(stage.findings()).isEmpty();
    stage.clock().move(Limits.STANDARD.sessionTime().plusSeconds(1));
    stage.store().tidy(Duration.ZERO);
    assertThat(stage.root().resolve("tmp")).isEmptyDirectory();
  }

  private static Digest digest(String content) {
    return Digest.of(content.getBytes(StandardCharsets.UTF_8));
  }

  /// A directory all of whose files have arrived in a session.
  private record Upload(long directory, SessionId session, Digest manifest) {
    static Upload parse(List<String> words) {
      return new Upload(
          Long.parseLong(words.get(0)), new SessionId(words.get(1)), Digest.parse(words.get(2)));
    }

    CommitResult commit(StoreStage stage) throws IOException {
      ManifestCommit.Request request =
          new ManifestCommit.Request(AccountId.LOCAL, session, manifest);
      return stage
          .catalog()
          .manifests()
          .commit(new ManifestCommit(stage.store()).prepared(request, ManifestKind.DATASET));
    }

    @Override
    public String toString() {
      return directory + " " + session.text() + " " + manifest.hex();
    }
  }

  /// That an upload has arrived, or that it was committed.
  private record Acknowledged(boolean committed, Upload upload) {
    static Acknowledged parse(String line) {
      List<String> words = List.of(line.split(" "));
      return new Acknowledged(
          words.getFirst().equals("committed"), Upload.parse(words.subList(1, words.size())));
    }
  }

  /// The process that is killed.
  static final class Uploaders {
    private Uploaders() {}

    public static void main(String[] arguments) throws IOException {
      StoreStage stage = StoreStage.in(Path.of(arguments[0]));
      for (int i = 0; i < UPLOADERS; i++) {
        RandomGenerator random = Randomly.seeded(Long.parseLong(arguments[1]) + i);
        String name = arguments[2] + " " + i;
        Thread.ofPlatform().start(() -> uploadForEver(stage, random, name));
      }
    }

    private static void uploadForEver(StoreStage stage, RandomGenerator random, String name) {
      try {
        for (int number = 0; true; number++) {
          upload(stage, random.nextLong(), name + " " + number);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void upload(StoreStage stage, long directory, String key) throws IOException {
      AccountStore blobs = stage.store().as(AccountId.LOCAL);
      SessionRequest request = new SessionRequest(key, Optional.empty());
      Map<String, String> files = SomeFiles.of(directory);
      UploadSession session = blobs.open(request);
      session.handOver();
      for (String content : files.values()) {
        if (SomeFiles.isLarge(content)) {
          Path file = Files.writeString(Files.createTempFile("large", ""), content);
          session.putFile(file, digest(content));
        }
      }
      Artifacts left = SmallUpload.upload(blobs, request, files);
      Upload upload = new Upload(directory, left.session(), left.manifest());
      KilledProcess.acknowledge("put " + upload);
      upload.commit(stage);
      KilledProcess.acknowledge("committed " + upload);
    }
  }
}
