package c3.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.AccountId;
import c3.model.Digest;
import c3.model.EntryPath;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobState;
import c3.model.Lease;
import c3.model.Limits;
import c3.model.ManifestSummary;
import c3.store.BlobCorrupt;
import c3.store.BlobStore.Range;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.transfer.Downloader.Others;
import c3.transfer.Downloader.Target;
import c3.transfer.Progress;
import c3.transfer.Threads;
import c3.transfer.TreeDownloader;
import c3.view.StoredManifestTree;
import c3.wire.Jobs;
import c3.wire.message.LogChunk;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is opened is closed: after many jobs, uploads and downloads over HTTP, those that break
/// off among them, no more is open than after a few. A channel that nobody can reach any more may
/// be closed by the garbage collector before it is counted; what the posix room opens is not.
@EnabledOnOs(OS.LINUX)
class LeakTest {
  /// As many uploads as a person may leave open, and fewer.
  private static final int OPEN_MAX = 50;

  private static final int FEW = 10;

  /// How much a pool may have grown meanwhile. What leaks does so once a round.
  private static final int SLACK = 10;

  private static final String LARGE = "large ".repeat(50_000);

  @TempDir Path folder;
  private int rounds;

  @Test
  void leavesNothingOpen() throws IOException {
    rounds(40);
  }

  @Test
  @Tag("soak")
  void leavesNothingOpenHoweverMuchGoesThrough() throws IOException {
    rounds(400);
  }

  private void rounds(int many) throws IOException {
    try (HttpWorld world = new HttpWorld(folder.resolve("world"))) {
      Jobs jobs = new Jobs(world);
      for (int i = 0; i < FEW; i++) {
        round(world, jobs);
      }
      Open before = open(world);
      for (int i = 0; i < many; i++) {
        round(world, jobs);
        if (i % OPEN_MAX == 0) {
          open(world);
        }
      }
      Open after = open(world);
      assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors() + SLACK);
      assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + SLACK);
      assertThat(after.drafts()).isZero();
    }
  }

  /// What is open, and what lies in the folders of uploads.
  private record Open(long descriptors, long threads, long drafts) {}

  private static Open open(HttpWorld world) throws IOException {
    // Uploads that just stop end when nobody has renewed them for their time.
    world.server().clock().move(Limits.STANDARD.sessionTime().plusSeconds(1));
    world.server().store().tidy(Duration.ZERO);
    Path drafts = world.server().folder().resolve("store/tmp");
    return new Open(
        files(Path.of("/proc/self/fd")),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        files(drafts));
  }

  private static long files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }

  private void round(HttpWorld world, Jobs jobs) throws IOException {
    rounds++;
    Job job = job(world, jobs);
    download(world, job);
    breakOffDownload(world);
    breakOffUploads(world);
  }

  private Job job(HttpWorld world, Jobs jobs) throws IOException {
    Lease lease = jobs.running();
    LogChunk line = new LogChunk(0, 0, ByteBuffer.wrap(utf8("line\n")));
    world.agent().log(lease, line);
    world.agent().state(lease, new JobState.Uploading(JobEnd.exited(0)));
    Map<String, String> files = Map.of("a/number", "round " + rounds, "large", LARGE);
    Job job = Jobs.recorded(jobs.finish(lease, JobEnd.exited(0), files));
    world.people().log(job.id(), 0, Duration.ZERO);
    return job;
  }

  private void download(HttpWorld world, Job job) throws IOException {
    Threads threads = new Threads(2, Thread.ofPlatform().daemon().factory());
    ManifestSummary left = job.artifacts().orElseThrow();
    Target target = new Target(folder.resolve("pulled " + rounds), Others.KEPT);
    TreeDownloader.forPeople(world.blobs(), Limits.STANDARD, threads)
        .download(
            new StoredManifestTree(world.blobs(), left), EntryPath.ROOT, target, Progress.NONE);
    assertThat(target.directory().resolve("a/number")).hasContent("round " + rounds);
  }

  private static void breakOffDownload(HttpWorld world) throws IOException {
    try (InputStream large = world.blobs().read(Digest.of(utf8(LARGE)), Range.ALL)) {
      assertThat(large.read()).isEqualTo('l');
    }
  }

  /// One upload is wrong and given up; another one just stops.
  private void breakOffUploads(HttpWorld world) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "round " + rounds);
    UploadSession wrong = session(world, "wrong ");
    assertThatThrownBy(() -> wrong.putFile(file, Digest.of(utf8("other"))))
        .isInstanceOf(BlobCorrupt.class);
    wrong.abort();
    UploadSession stopped = session(world, "stopped ");
    stopped.putFile(file, Digest.of(Files.readAllBytes(file)));
    world
        .server()
        .store()
        .as(AccountId.LOCAL)
        .session(stopped.id())
        .receiveFile(Digest.of(utf8("never comes")), 11);
  }

  private UploadSession session(HttpWorld world, String name) throws IOException {
    return world.blobs().open(new SessionRequest(name + rounds, Optional.empty()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
