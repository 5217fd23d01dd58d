package c3.agent;

import c3.agent.script.ScriptRunner;
import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobSpec;
import c3.model.Limits;
import c3.object.disk.FaultyDisk;
import c3.server.ServerWorld;
import c3.server.routes.HttpServerLimits;
import c3.server.routes.Served;
import c3.server.routes.WorldReach;
import c3.store.TouchedBlobStore;
import c3.store.check.Finding;
import c3.store.check.StoreCheck;
import c3.transfer.Downloader;
import c3.transfer.Progress;
import c3.transfer.Threads;
import c3.transfer.TreeDownloader;
import c3.transfer.Uploader;
import c3.view.StoredManifestTree;
import c3.wire.Jobs;
import c3.wire.http.BulkHttp;
import c3.wire.http.Endpoint;
import c3.wire.http.HttpAgentControl;
import c3.wire.http.HttpBlobStore;
import c3.wire.http.HttpLimits;
import c3.wire.http.Sharing;
import c3.wire.message.SubmitRequest;
import c3.wire.retry.FakePause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/// A real agent before a real server, with HTTP between them and a disk below the store: only the
/// clock is not real. The ways in which an upload can fail are switched on and off.
final class UploadErrorBench implements AutoCloseable {
  /// Longer than any patience, and then the server is there again.
  private static final Duration GONE = Limits.STANDARD.uploadPatience().multipliedBy(2);

  private static final ThreadFactory OWN = Thread.ofPlatform().daemon().factory();

  private final FakePause pause = new FakePause();
  private final FaultyDisk disk = new FaultyDisk(this::diskFault);
  private final ServerWorld world;
  private final Served served;
  private final BulkHttp http = new BulkHttp(this::endpoint, HttpLimits.STANDARD);
  private final ScriptRunner runner = AgentKit.scripts();
  private final Path folder;
  private final AgentKit kit;
  private volatile FaultyDisk.Fault diskFault = (call, file) -> {};
  private volatile TouchedBlobStore.Touch blobFault = (call, file) -> {};
  private volatile ThreadFactory readers = OWN;
  private volatile boolean opened;
  private Optional<ErrorCode> unreached = Optional.empty();
  private final Job job;

  UploadErrorBench(Path folder, String script) throws IOException {
    this.folder = folder.toRealPath();
    this.world = new ServerWorld(this.folder.resolve("server"), Limits.STANDARD, disk);
    this.served = new Served(new WorldReach(world), HttpServerLimits.STANDARD, Optional.empty());
    this.kit =
        new AgentKit(
            this.folder,
            pause,
            runner,
            new TouchedBlobStore(
                new HttpBlobStore(http, Sharing.NONE),
                (call, file) -> {
                  opened |= call.equals("open");
                  blobFault.before(call, file);
                }));
    this.job = submitted(script);
  }

  private void diskFault(String call, Path file) throws IOException {
    diskFault.before(call, file);
  }

  private Job submitted(String script) throws IOException {
    JobSpec spec = AgentBench.spec(script, Optional.empty(), Optional.empty());
    Jobs jobs = new Jobs(world);
    world.people().submit(new SubmitRequest("key", spec, jobs.workspace()));
    return jobs.poll(1).assigned().getFirst();
  }

  /// The file below the workspace that a script wrote.
  Path written(String path) {
    return spool().work().resolve(path);
  }

  /// Where the server is; once the upload has begun, nowhere, or behind another token, until the
  /// agent has given up.
  private Endpoint endpoint() throws C3Exception {
    boolean back = pause.nanos() > GONE.toNanos();
    if (opened && !back && unreached.isPresent()) {
      if (unreached.get() == ErrorCode.UNAUTHORIZED) {
        return served.endpoint("a-token-of-nobody");
      }
      throw new C3Exception(unreached.get(), "no server answers");
    }
    return served.agent();
  }

  /// Every call of the disk that `which` names fails like this.
  void failDisk(List<String> calls, IOException failure) {
    diskFault =
        (call, file) -> {
          if (calls.contains(call)) {
            throw failure;
          }
        };
  }

  void fillDisk(long leftBytes) {
    disk.usableBytesMax(leftBytes);
  }

  /// The agent cannot reach the server, for this reason, from the beginning of the upload on.
  void unreach(ErrorCode why) {
    unreached = Optional.of(why);
  }

  /// Every file is touched before it is put.
  void touchPuts(TouchedBlobStore.Touch touch) {
    blobFault = touch;
  }

  /// Files are read by threads of another kind.
  void readOn(ThreadFactory threads) {
    readers = threads;
  }

  /// Everything works again.
  void heal() {
    diskFault = (call, file) -> {};
    blobFault = (call, file) -> {};
    readers = OWN;
    disk.usableBytesMax(Long.MAX_VALUE);
  }

  private Uploader uploader(Path spool) {
    return kit.uploader(spool, task -> readers.newThread(task));
  }

  private AgentTools tools() {
    return kit.tools(new HttpAgentControl(http), Optional.empty(), this::uploader);
  }

  /// Runs the job to its end.
  ///
  /// @param canceled whether somebody cancels it once its script has written its files
  void run(boolean canceled) throws Exception {
    JobRun run = new JobRun(tools(), job);
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Callable<Boolean> running =
          () -> {
            run.runClaimed();
            return true;
          };
      Future<Boolean> ended = thread.submit(running);
      while (canceled && !ended.isDone() && !Files.exists(written("written"))) {
        Thread.sleep(5);
      }
      if (canceled && !ended.isDone()) {
        world.people().cancel(job.id());
        run.cancel();
      }
      ended.get();
    }
  }

  /// Uploads what is kept once more.
  void recover() throws Exception {
    new JobRun(tools(), job).runSpooled(spool().read().orElseThrow());
  }

  Spool spool() {
    return tools().spool(job.id());
  }

  /// The job as its record has it.
  Job job() throws IOException {
    return world.people().find(job.id().text());
  }

  String log() throws IOException {
    ByteBuffer bytes = world.people().log(job.id(), 0, Duration.ZERO).bytes();
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  /// Brings what the job left here, verified.
  Path pulled() throws IOException {
    Path target = folder.resolve("pulled");
    Threads threads = new Threads(1, OWN);
    TreeDownloader.forPeople(world.blobs(), Limits.STANDARD, threads)
        .download(
            new StoredManifestTree(world.blobs(), job().artifacts().orElseThrow()),
            EntryPath.ROOT,
            new Downloader.Target(target, Downloader.Others.KEPT),
            Progress.NONE);
    return target;
  }

  /// What a whole check of the store finds.
  List<Finding> findings() throws IOException {
    List<Finding> findings = new ArrayList<>();
    try (ExecutorService workers = Executors.newSingleThreadExecutor()) {
      new StoreCheck(world.store(), workers).run(findings::add);
    }
    return findings;
  }

  @Override
  public void close() throws IOException {
    http.close();
    served.close();
    runner.close();
    world.close();
  }
}
