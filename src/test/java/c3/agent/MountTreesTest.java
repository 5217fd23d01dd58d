package c3.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.SettableClock;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.JobInput;
import c3.model.Limits;
import c3.store.MemoryBlobStore;
import c3.transfer.Threads;
import c3.transfer.TreeDownloader;
import c3.transfer.Uploads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountTreesTest {
  private final MemoryBlobStore blobs = new MemoryBlobStore(Limits.STANDARD);
  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  @TempDir Path folder;
  private Path kept;

  @BeforeEach
  void name() {
    kept = folder.resolve("trees");
  }

  private MountTrees trees() {
    Threads threads = new Threads(2, Thread.ofPlatform().daemon().factory());
    return new MountTrees(
        kept, blobs, TreeDownloader.forMounts(blobs, Limits.STANDARD, threads), clock);
  }

  private JobInput input(String content, String below) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source/sub"));
    Files.writeString(source.resolve("file"), content);
    return new JobInput(
        "/datasets/x",
        "/data/x",
        new Uploads(blobs, folder.resolve("spool")).upload(folder.resolve("source")).manifest(),
        EntryPath.of(below));
  }

  @Test
  void showsTheManifestOrThePartOfIt() throws IOException {
    MountTrees trees = trees();
    try (KeptTrees.Use whole = trees.use(input("one", ""), new StopSwitch());
        KeptTrees.Use part = trees.use(input("one", "sub"), new StopSwitch())) {
      assertThat(whole.path().resolve("sub/file")).hasContent("one");
      assertThat(part.path().resolve("file")).hasContent("one");
    }
  }

  @Test
  void makesATreeOnceAlsoForTheNextAgent() throws IOException {
    JobInput input = input("one", "");
    trees().use(input, new StopSwitch()).close();
    int reads = blobs.reads();
    try (KeptTrees.Use again = trees().use(input, new StopSwitch())) {
      assertThat(again.path().resolve("sub/file")).hasContent("one");
    }
    assertThat(blobs.reads()).isEqualTo(reads);
  }

  @Test
  void sharesTheMakingAmongJobsThatWantTheSameAtOnce() throws Exception {
    JobInput input = input("one", "");
    trees().use(input, new StopSwitch()).close();
    int readsOfOneMaking = blobs.reads();
    kept = folder.resolve("others");
    MountTrees trees = trees();
    List<FutureTask<KeptTrees.Use>> jobs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      FutureTask<KeptTrees.Use> job = new FutureTask<>(() -> trees.use(input, new StopSwitch()));
      Thread.startVirtualThread(job);
      jobs.add(job);
    }
    for (FutureTask<KeptTrees.Use> job : jobs) {
      assertThat(job.get().path().resolve("sub/file")).hasContent("one");
    }
    assertThat(blobs.reads()).isEqualTo(2 * readsOfOneMaking);
  }

  @Test
  void keepsTheTreesThatWereUsedLast() throws IOException {
    MountTrees trees = trees();
    Path oldest = use(trees, "oldest");
    Path old = use(trees, "old");
    for (int i = 0; i < MountTrees.UNUSED_MAX - 1; i++) {
      use(trees, "more " + i);
    }
    assertThat(oldest).exists();
    use(trees, "one too many");
    assertThat(oldest).doesNotExist();
    assertThat(old).exists();
  }

  private Path use(MountTrees trees, String content) throws IOException {
    clock.move(Duration.ofMinutes(1));
    try (KeptTrees.Use use = trees.use(input(content, ""), new StopSwitch())) {
      return use.path();
    }
  }

  @Test
  void neverRemovesATreeThatAJobSees() throws IOException {
    MountTrees trees = trees();
    JobInput input = input("seen", "");
    KeptTrees.Use seen = trees.use(input, new StopSwitch());
    trees.use(input, new StopSwitch()).close();
    for (int i = 0; i < MountTrees.UNUSED_MAX + 3; i++) {
      use(trees, "more " + i);
    }
    assertThat(seen.path().resolve("sub/file")).hasContent("seen");
    seen.close();
    use(trees, "one more");
    assertThat(seen.path()).doesNotExist();
  }

  @Test
  void removesWhatAKilledAgentHadBegun() throws IOException {
    Path begun = Files.createDirectories(kept.resolve(".begun"));
    use(trees(), "one");
    assertThat(begun).doesNotExist();
  }

  @Test
  void trustsNoTreeFromBeforeTheMachineStarted() throws IOException {
    JobInput input = input("one", "");
    trees().use(input, new StopSwitch()).close();
    Files.writeString(folder.resolve("trees.boot"), "another start\n");
    try (Stream<Path> files = Files.walk(kept)) {
      Path lost = files.filter(Files::isRegularFile).findFirst().orElseThrow();
      Files.delete(lost);
      Files.createFile(lost);
    }
    try (KeptTrees.Use again = trees().use(input, new StopSwitch())) {
      assertThat(again.path().resolve("sub/file")).hasContent("one");
    }
  }

  @Test
  void leavesNoTreeBehindForADamagedBlob() throws IOException {
    JobInput input = input("one", "");
    Digest file = Digest.of("one".getBytes(StandardCharsets.UTF_8));
    blobs.damage(file);
    MountTrees trees = trees();
    assertThatThrownBy(() -> trees.use(input, new StopSwitch()))
        .isInstanceOfSatisfying(
            C3Exception.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED);
              assertThat(e.message()).contains("/datasets/x").contains("sub/file");
              assertThat(e.hint().orElseThrow()).startsWith("c3 check says");
            });
    assertThat(kept).isEmptyDirectory();

    blobs.put("one".getBytes(StandardCharsets.UTF_8));
    try (KeptTrees.Use healed = trees.use(input, new StopSwitch())) {
      assertThat(healed.path().resolve("sub/file")).hasContent("one");
    }
  }
}
