package c3.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.AccountId;
import c3.model.Digest;
import c3.object.ObjectStore.Found;
import c3.server.ServerWorld;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.store.check.StoreCheck;
import c3.wire.ControlWorld;
import c3.wire.SmallUpload;
import c3.wire.message.CommitAnswer;
import c3.wire.message.FinishRequest.Artifacts;
import c3.wire.message.PublishRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many sessions upload the same directory at the same moment: all of them succeed, and it is
/// stored once and charged once.
class SameUploadsTest {
  private static final String LARGE = "large ".repeat(100_000);
  private static final Map<String, String> FILES =
      Map.of("large", LARGE, "a", "small", "b/c", "other", "b/d", "other", "empty", "");
  private static final int DISTINCT_BYTES = LARGE.length() + 2 * "small".length();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 16})
  void areStoredOnceInOneProcess(int sessions) throws Exception {
    try (ServerWorld world = new ServerWorld(folder.resolve("many"))) {
      upload(world, sessions);
      assertStoredOnce(world);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 16})
  void areStoredOnceOverHttp(int sessions) throws Exception {
    try (HttpWorld world = new HttpWorld(folder.resolve("many"))) {
      upload(world, sessions);
      assertStoredOnce(world.server());
    }
  }

  /// Each session keeps what it uploads as a dataset of its own.
  private void upload(ControlWorld world, int sessions) throws Exception {
    Path large = Files.writeString(folder.resolve("large"), LARGE);
    CyclicBarrier start = new CyclicBarrier(sessions);
    List<Callable<CommitAnswer>> uploads = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      SessionRequest request = new SessionRequest("session " + i, Optional.empty());
      Optional<String> dataset = Optional.of("/datasets/s" + i);
      uploads.add(() -> {
        UploadSession session = world.blobs().open(request);
        start.await();
        session.putFile(large, Digest.of(LARGE.getBytes(StandardCharsets.UTF_8)));
        Artifacts left = SmallUpload.upload(world.blobs(), request, FILES);
        return world.people().publish(new PublishRequest(session.id(), left.manifest(), dataset));
      });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<CommitAnswer> answer : threads.invokeAll(uploads)) {
        assertThat(answer.get()).isInstanceOf(CommitAnswer.Committed.class);
      }
    }
  }

  private void assertStoredOnce(ServerWorld world) throws Exception {
    try (ServerWorld one = new ServerWorld(folder.resolve("one"))) {
      upload(one, 1);
      assertThat(sizes(world)).isEqualTo(sizes(one)).hasSize(2);
    }
    assertThat(world.catalog().manifests().chargedBytes(AccountId.LOCAL)).isEqualTo(DISTINCT_BYTES);
    try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
      assertThat(
              new StoreCheck(world.store(), workers)
                  .run(finding -> assertThat(finding).isNull())
                  .clean())
          .isTrue();
    }
  }

  /// How long the files are that the store keeps, once what lost a race is gone.
  private static List<Long> sizes(ServerWorld world) throws IOException {
    world.store().tidy(Duration.ZERO);
    try (Stream<Found> found = world.store().objects().list()) {
      return found.map(Found::sizeBytes).sorted().toList();
    }
  }
}
