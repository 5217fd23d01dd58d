package c3.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.C3Exception;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTreesTest {
  @TempDir Path folder;

  @Test
  void aStoppedJobDoesNotWaitForTheMakingOfAnother() throws Exception {
    KeptTrees trees = new KeptTrees(folder.resolve("trees"), 1, InstantSource.system());
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    FutureTask<KeptTrees.Use> maker =
        new FutureTask<>(() ->
            trees.use(
                "tree",
                new StopSwitch(),
                draft -> {
                  begun.countDown();
                  awaited(enough);
                  Files.createDirectory(draft);
                }));
    Thread.startVirtualThread(maker);
    begun.await();
    StopSwitch stop = new StopSwitch();
    stop.stop(StopSwitch.Why.CANCELED, Duration.ZERO);

    assertThatThrownBy(() -> trees.use("tree", stop, KeptTreesTest::unwanted))
        .isInstanceOf(C3Exception.class)
        .hasMessage("the job was stopped before its script began");

    enough.countDown();
    assertThat(maker.get().path()).isDirectory();
    trees.use("tree", new StopSwitch(), KeptTreesTest::unwanted).close();
  }

  private static void awaited(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void unwanted(Path draft) throws IOException {
    throw new IOException("made twice: " + draft);
  }
}
