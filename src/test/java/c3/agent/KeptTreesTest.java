package c3.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.C3Exception;
import c3.posix.TreeRemoval;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
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

  @Test
  void nobodyWaitsForTheRemovalOfWhatNobodyUses() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    Path all = folder.resolve("trees");
    KeptTrees trees =
        new KeptTrees(
            all,
            1,
            InstantSource.system(),
            tree -> {
              begun.countDown();
              awaited(enough);
              TreeRemoval.remove(tree);
            });
    trees.use("old", new StopSwitch(), Files::createDirectory).close();
    trees.use("kept", new StopSwitch(), Files::createDirectory).close();
    FutureTask<KeptTrees.Use> next =
        new FutureTask<>(() -> trees.use("next", new StopSwitch(), Files::createDirectory));
    Thread.startVirtualThread(next);
    begun.await();

    assertThat(all.resolve("old")).doesNotExist();
    trees.use("kept", new StopSwitch(), KeptTreesTest::unwanted).close();
    trees.use("old", new StopSwitch(), Files::createDirectory).close();

    enough.countDown();
    next.get().close();
    assertThat(all).isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("."));
  }

  @Test
  void theNameOfATreeThatCannotBeRemovedDoesNotGrow() throws IOException {
    Path all = folder.resolve("trees");
    KeptTrees trees =
        new KeptTrees(
            all,
            0,
            InstantSource.system(),
            tree -> {
              throw new IOException("not now");
            });
    trees.use("old", new StopSwitch(), Files::createDirectory).close();
    for (String name : List.of("one", "two", "three")) {
      // Never closed: of those in use none is removed.
      KeptTrees.Use use = trees.use(name, new StopSwitch(), Files::createDirectory);
      assertThat(use.path()).isDirectory();
    }

    assertThat(names(all)).containsExactlyInAnyOrder("one", "two", "three", ".dying-old");
  }

  /// Trees of which none is kept, and one cannot be removed.
  private static KeptTrees keepingNone(Path all, String stuck) {
    return new KeptTrees(
        all,
        0,
        InstantSource.system(),
        tree -> {
          if (tree.endsWith(stuck)) {
            throw new IOException("not now");
          }
          TreeRemoval.remove(tree);
        });
  }

  @Test
  void aTreeThatCannotBeRemovedKeepsNoOtherFromBeingRemoved() throws IOException {
    Path all = folder.resolve("trees");
    KeptTrees trees = keepingNone(all, ".dying-stuck");
    KeptTrees.Use stuck = trees.use("stuck", new StopSwitch(), Files::createDirectory);
    KeptTrees.Use old = trees.use("old", new StopSwitch(), Files::createDirectory);
    stuck.close();
    old.close();

    KeptTrees.Use use = trees.use("next", new StopSwitch(), Files::createDirectory);

    assertThat(use.path()).isDirectory();
    assertThat(names(all)).containsExactlyInAnyOrder("next", ".dying-stuck");
  }

  @Test
  void aTreeIsRemovedBesideAnotherOfItsNameThatCannotBe() throws IOException {
    Path all = folder.resolve("trees");
    KeptTrees trees = keepingNone(all, ".dying-same");
    for (String name : List.of("same", "next", "same", "last")) {
      trees
          .use(name, new StopSwitch(), tree -> Files.createDirectories(tree.resolve("in")))
          .close();
    }

    assertThat(names(all)).containsExactlyInAnyOrder("last", ".dying-same");
  }

  @Test
  void theEndOfTheAgentBreaksARemovalOff() throws IOException {
    KeptTrees trees =
        new KeptTrees(
            folder.resolve("trees"),
            0,
            InstantSource.system(),
            tree -> {
              throw new ClosedByInterruptException();
            });
    trees.use("old", new StopSwitch(), Files::createDirectory).close();

    assertThatThrownBy(() -> trees.use("next", new StopSwitch(), Files::createDirectory))
        .isInstanceOf(ClosedByInterruptException.class);
  }

  private static List<String> names(Path all) throws IOException {
    try (Stream<Path> trees = Files.list(all)) {
      return trees.map(tree -> tree.getFileName().toString()).toList();
    }
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
