package c3.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobBounds;
import c3.model.JobEnd;
import c3.model.JobId;
import c3.model.JobInput;
import c3.model.JobSpec;
import c3.model.JobState;
import c3.model.JobStatus;
import c3.model.Lease;
import c3.model.Limits;
import c3.model.ProjectName;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.wire.message.CommitAnswer;
import c3.wire.message.FinishRequest;
import c3.wire.message.JobsRequest;
import c3.wire.message.ListRequest;
import c3.wire.message.Listing;
import c3.wire.message.LogChunk;
import c3.wire.message.LogSlice;
import c3.wire.message.PublishRequest;
import c3.wire.message.ServerStatus;
import c3.wire.message.SubmitRequest;
import c3.wire.message.Usage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What every `ControlPlane` keeps, whatever lies between the client and the server.
public abstract class ControlPlaneContract extends ControlContract {
  private static final int MANY = 100;

  protected static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(C3Exception.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  // Publish and submit

  @Test
  void publishesAWorkspaceRepeatably() throws IOException {
    FinishRequest.Artifacts upload =
        SmallUpload.upload(
            world.blobs(), new SessionRequest("w", Optional.empty()), Map.of("run.sh", "true\n"));
    PublishRequest request = new PublishRequest(upload.session(), upload.manifest());

    CommitAnswer first = world.people().publish(request);

    assertThat(first).isInstanceOf(CommitAnswer.Committed.class);
    assertThat(world.people().publish(request)).isEqualTo(first);
  }

  @Test
  void namesTheBlobsThatAWorkspaceLacks() throws IOException {
    UploadSession session = world.blobs().open(new SessionRequest("w", Optional.empty()));
    Digest absent = Digest.of("never put".getBytes(StandardCharsets.UTF_8));

    assertThat(world.people().publish(new PublishRequest(session.id(), absent)))
        .isEqualTo(new CommitAnswer.BlobsLost(List.of(absent)));
  }

  @Test
  void doesNotPublishAnotherAccountsUpload() throws IOException {
    FinishRequest.Artifacts upload =
        SmallUpload.upload(
            world.blobs(), new SessionRequest("w", Optional.empty()), Map.of("run.sh", "true\n"));

    assertRefused(
        ErrorCode.NOT_FOUND,
        () -> world.strangers().publish(new PublishRequest(upload.session(), upload.manifest())));
  }

  @Test
  void queuesAJob() throws IOException {
    Digest workspace = jobs.workspace();
    JobSpec spec = Jobs.spec("digits", "train");

    Job job = world.people().submit(new SubmitRequest("key", spec, workspace));

    assertThat(job.status()).isEqualTo(JobStatus.PENDING);
    assertThat(job.spec()).isEqualTo(spec);
    assertThat(job.workspace().digest()).isEqualTo(workspace);
    assertThat(world.people().find(job.id().text())).isEqualTo(job);
  }

  @Test
  void findsTheJobOfAKeyAgain() throws IOException {
    SubmitRequest request =
        new SubmitRequest("key", Jobs.spec("digits", "train"), jobs.workspace());
    Job job = world.people().submit(request);

    assertThat(world.people().submit(request)).isEqualTo(job);
    assertThat(world.people().list(JobsRequest.newest(MANY))).containsExactly(job);
  }

  @Test
  void findsTheJobOfAKeyAgainThoughItsMountIsGone() throws IOException {
    Job source = jobs.succeeded(Map.of("artifacts/a", "1"));
    JobSpec.Mount mount = new JobSpec.Mount("/jobs/" + source.id(), "data/in");
    SubmitRequest request =
        new SubmitRequest("key", Jobs.spec("digits", "eval", mount), jobs.workspace());
    Job job = world.people().submit(request);
    world.people().remove("/jobs/" + source.id() + "/", false);

    assertThat(world.people().submit(request)).isEqualTo(job);
  }

  @Test
  void refusesAWorkspaceThatWasNotPublished() {
    Digest absent = Digest.of("never put".getBytes(StandardCharsets.UTF_8));

    assertRefused(
        ErrorCode.NOT_FOUND,
        () -> world.people().submit(new SubmitRequest("key", Jobs.spec("p", "n"), absent)));
  }

  @Test
  void resolvesMountsWhenAJobIsSubmitted() throws IOException {
    Job source = jobs.succeeded(Map.of("artifacts/models/a", "1", "artifacts/b", "2"));
    String reference = "/projects/digits/jobs/@latest/artifacts/models/";

    Job job = jobs.submit("other", "eval", new JobSpec.Mount(reference, "./data/in/"));
    jobs.succeeded(Map.of("artifacts/models/c", "3"));

    assertThat(world.people().find(job.id().text()).inputs())
        .containsExactly(
            new JobInput(
                "/jobs/" + source.id() + "/artifacts/models",
                "data/in",
                source.artifacts().orElseThrow(),
                EntryPath.of("artifacts/models")));
  }

  @Test
  void refusesMountsThatCannotBe() throws IOException {
    Job source = jobs.succeeded(Map.of("artifacts/a", "1"));
    Job running = jobs.submit();
    String good = "/jobs/" + source.id();

    assertRefused(ErrorCode.NOT_FOUND, () -> mounting(good + "/artifacts/b", "data/in"));
    assertRefused(ErrorCode.INVALID, () -> mounting(good + "/artifacts/a", "data/in"));
    assertRefused(ErrorCode.NOT_FOUND, () -> mounting("/jobs/" + running.id(), "data/in"));
    assertRefused(ErrorCode.NOT_FOUND, () -> mounting("/datasets/x", "data/in"));
    assertRefused(ErrorCode.INVALID, () -> mounting("/jobs/", "data/in"));
    assertRefused(ErrorCode.INVALID, () -> mounting("nonsense", "data/in"));
    assertRefused(ErrorCode.INVALID, () -> mounting(good, "../up"));
    assertRefused(ErrorCode.INVALID, () -> mounting(good, "."));
    assertRefused(ErrorCode.INVALID, () -> mounting(good, "/"));
    assertThat(world.people().list(JobsRequest.newest(MANY))).containsExactly(running, source);
  }

  private Job mounting(String reference, String target) throws IOException {
    return jobs.submit("digits", "eval", new JobSpec.Mount(reference, target));
  }

  @Test
  void refusesBeforeAnUploadWhatItWouldRefuseBehindIt() throws IOException {
    world.people().check(Jobs.spec("digits", "train"));

    assertRefused(
        ErrorCode.NOT_FOUND,
        () ->
            world
                .people()
                .check(Jobs.spec("digits", "train", new JobSpec.Mount("/datasets/x/", "data"))));
    assertRefused(
        ErrorCode.NOT_FOUND, () -> world.people().check(Jobs.spec("nobody.digits", "train")));
    assertRefused(
        ErrorCode.INVALID,
        () ->
            world
                .people()
                .check(
                    Jobs.spec("digits", "train").at(JobSpec.Placement.ANYWHERE.with("elsewhere"))));
    assertThat(world.people().list(JobsRequest.newest(10))).isEmpty();
  }

  @Test
  void refusesAPlaceThatCannotBe() throws IOException {
    Digest workspace = jobs.workspace();

    assertRefused(
        ErrorCode.INVALID, () -> placed(Optional.of("slurm"), Optional.empty(), workspace));
    assertRefused(ErrorCode.INVALID, () -> placed(Optional.empty(), Optional.of("tpu"), workspace));
    assertThat(placed(Optional.of("local"), Optional.empty(), workspace).status())
        .isEqualTo(JobStatus.PENDING);
  }

  private Job placed(Optional<String> provider, Optional<String> hardware, Digest workspace)
      throws IOException {
    JobSpec plain = Jobs.spec("digits", "train");
    JobSpec spec =
        plain.at(new JobSpec.Placement(provider, hardware, true, Optional.empty(), JobBounds.NONE));
    return world
        .people()
        .submit(new SubmitRequest("placed " + provider + hardware, spec, workspace));
  }

  // Find and list

  @Test
  void findsAJobByAPrefixThatFitsOnlyIt() throws IOException {
    Job job = jobs.submit();

    assertThat(world.people().find(job.id().text().substring(0, 9))).isEqualTo(job);
    assertThat(world.people().find("job_")).isEqualTo(job);
  }

  @Test
  void listsTheCandidatesOfAPrefixThatFitsSeveral() throws IOException {
    Job first = jobs.submit();
    Job second = jobs.submit();

    assertThatThrownBy(() -> world.people().find("job_"))
        .hasMessage("two jobs begin with job_")
        .isInstanceOfSatisfying(
            C3Exception.class,
            e ->
                assertThat(e.hint().orElseThrow().lines().toList())
                    .satisfiesExactly(
                        line -> assertThat(line).startsWith(first.id() + "   pending"),
                        line -> assertThat(line).startsWith(second.id() + "   pending")));
  }

  @Test
  void namesTheNearestJobOfOneThatIsNotThere() throws IOException {
    Job job = jobs.submit();

    assertThatThrownBy(() -> world.people().find("job_1_abc"))
        .isInstanceOfSatisfying(
            C3Exception.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
              assertThat(e.hint()).contains(job.id().text());
            });
    assertRefused(ErrorCode.NOT_FOUND, () -> world.people().find("job_1769999999999_nobody"));
    assertRefused(ErrorCode.INVALID, () -> world.people().find(""));
  }

  @Test
  void showsNobodyElsesJobs() throws IOException {
    Job job = jobs.succeeded(Map.of("artifacts/a", "1"));

    assertThat(world.strangers().list(JobsRequest.newest(MANY))).isEmpty();
    assertRefused(ErrorCode.NOT_FOUND, () -> world.strangers().find(job.id().text()));
    assertRefused(ErrorCode.NOT_FOUND, () -> world.strangers().cancel(job.id()));
    assertRefused(ErrorCode.NOT_FOUND, () -> world.strangers().recover(job.id(), Duration.ZERO));
    assertRefused(ErrorCode.NOT_FOUND, () -> world.strangers().log(job.id(), 0, Duration.ZERO));
    assertRefused(ErrorCode.NOT_FOUND, () -> world.strangers().locate("/jobs/" + job.id() + "/"));
    assertRefused(
        ErrorCode.NOT_FOUND, () -> world.strangers().remove("/jobs/" + job.id() + "/", false));
  }

  @Test
  void listsJobsNewestFirstByWhatIsAsked() throws IOException {
    Job ended = jobs.succeeded("one", "n", Map.of("artifacts/a", "1"));
    Job waiting = jobs.submit("one", "n");
    Job other = jobs.submit("two", "n");

    assertThat(list(Optional.empty(), "", false, MANY)).containsExactly(other, waiting, ended);
    assertThat(list(Optional.empty(), "", false, 2)).containsExactly(other, waiting);
    assertThat(list(Optional.of(new ProjectName("one")), "", false, MANY))
        .containsExactly(waiting, ended);
    assertThat(list(Optional.empty(), other.id().text(), false, MANY)).containsExactly(other);
    assertThat(list(Optional.empty(), "", true, MANY)).containsExactly(ended);
  }

  private List<Job> list(Optional<ProjectName> project, String prefix, boolean artifacts, int max)
      throws IOException {
    return world.people().list(new JobsRequest(project, prefix, artifacts, Optional.empty(), max));
  }

  // Cancel and recover

  @Test
  void cancelsAWaitingJobAtOnce() throws IOException {
    Job job = jobs.submit();

    assertThat(world.people().cancel(job.id()).status()).isEqualTo(JobStatus.CANCELED);
    assertThat(world.people().cancel(job.id()).status()).isEqualTo(JobStatus.CANCELED);
    assertThat(jobs.poll(1).assigned()).isEmpty();
  }

  @Test
  void asksTheAgentToEndARunningJob() throws IOException {
    Lease lease = jobs.running();

    Job job = world.people().cancel(lease.job());

    assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
    assertThat(job.cancelRequested()).isTrue();
  }

  @Test
  void doesNotCancelAScriptThatHasEnded() throws IOException {
    Lease uploading = jobs.uploading(JobEnd.exited(0));
    Job ended = jobs.succeeded(Map.of("artifacts/a", "1"));

    assertRefused(ErrorCode.CONFLICT, () -> world.people().cancel(uploading.job()));
    assertRefused(ErrorCode.CONFLICT, () -> world.people().cancel(ended.id()));
    assertThat(world.people().find(uploading.job().text()).status()).isEqualTo(JobStatus.UPLOADING);
  }

  @Test
  void recoversOnlyWhatEndedWithoutItsArtifacts() throws IOException {
    Lease running = jobs.running();
    Job whole = jobs.succeeded(Map.of("artifacts/a", "1"));
    Job neverRan = jobs.submit();
    world.people().cancel(neverRan.id());

    assertRefused(ErrorCode.CONFLICT, () -> world.people().recover(running.job(), Duration.ZERO));
    assertRefused(ErrorCode.CONFLICT, () -> world.people().recover(whole.id(), Duration.ZERO));
    assertRefused(ErrorCode.CONFLICT, () -> world.people().recover(neverRan.id(), Duration.ZERO));
    assertRefused(
        ErrorCode.NOT_FOUND,
        () -> world.people().recover(new JobId("job_1769999999999_nobody"), Duration.ZERO));
  }

  @Test
  void namesNoRecoveryOfAJobThatNeverStarted() throws IOException {
    Lease lease = jobs.claimed();
    world.agent().state(lease, new JobState.Staging());
    JobEnd end = JobEnd.failed(FailureReason.STAGING_ERROR, "no input");
    world.agent().finish(new FinishRequest(lease, end));

    assertThatThrownBy(() -> world.people().locate("/jobs/" + lease.job() + "/"))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.hint()).contains("c3 status " + lease.job()));
  }

  // Logs

  @Test
  void readsALogInPieces() throws IOException {
    Lease lease = jobs.running();
    print(lease, 0, "one\ntwo\n");

    LogSlice rest = world.people().log(lease.job(), 4, Duration.ZERO);

    assertThat(rest.from()).isEqualTo(4);
    assertThat(text(rest)).isEqualTo("two\n");
    assertThat(rest.ended()).isFalse();
  }

  @Test
  void answersAtOnceWhenNothingIsThereAndNobodyWaits() throws IOException {
    Job job = jobs.submit();

    LogSlice nothing = world.people().log(job.id(), 0, Duration.ZERO);

    assertThat(text(nothing)).isEmpty();
    assertThat(nothing.ended()).isFalse();
  }

  @Test
  void waitsForALogToGrow() throws Exception {
    Lease lease = jobs.running();
    print(lease, 0, "one\n");
    CompletableFuture<LogSlice> following = follow(lease, 4);

    print(lease, 4, "two\n");

    assertThat(text(following.get(15, TimeUnit.SECONDS))).isEqualTo("two\n");
  }

  @Test
  void tellsAFollowerThatTheJobHasEnded() throws Exception {
    Lease lease = jobs.running();
    print(lease, 0, "one\n");
    CompletableFuture<LogSlice> following = follow(lease, 4);

    jobs.finish(lease, JobEnd.exited(0), Map.of());

    LogSlice last = following.get(15, TimeUnit.SECONDS);
    assertThat(last.ended()).isTrue();
    assertThat(text(last)).isEmpty();
    LogSlice whole = world.people().log(lease.job(), 0, Duration.ZERO);
    assertThat(text(whole)).isEqualTo("one\n");
    assertThat(whole.ended()).isTrue();
  }

  @Test
  void tellsAFollowerThatAWaitingJobWasCanceled() throws Exception {
    Job job = jobs.submit();
    CompletableFuture<LogSlice> following = follow(job.lease(), 0);

    world.people().cancel(job.id());

    assertThat(following.get(15, TimeUnit.SECONDS).ended()).isTrue();
  }

  private CompletableFuture<LogSlice> follow(Lease lease, long from) {
    CompletableFuture<LogSlice> slice = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            slice.complete(world.people().log(lease.job(), from, Limits.STANDARD.pollTime()));
          } catch (IOException | RuntimeException e) {
            slice.completeExceptionally(e);
          }
        });
    return slice;
  }

  private void print(Lease lease, long at, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    world.agent().log(lease, new LogChunk(at, 0, bytes));
  }

  private static String text(LogSlice slice) {
    return StandardCharsets.UTF_8.decode(slice.bytes().duplicate()).toString();
  }

  // Data

  @Test
  void listsWhatAJobLeft() throws IOException {
    Job job =
        jobs.succeeded(
            Map.of("artifacts/a", "1", "artifacts/models/b", "22", "results/empty/", ""));
    String root = "/jobs/" + job.id() + "/";

    assertThat(names(listing(root, false))).containsExactly("artifacts/", "results/");
    assertThat(names(listing(root + "artifacts", false))).containsExactly("a", "models/");
    assertThat(names(listing(root, true)))
        .containsExactly("artifacts/a", "artifacts/models/b", "results/empty/");
    Listing file = listing(root + "artifacts/models/b", false);
    assertThat(file.directory()).isFalse();
    assertThat(file.path()).isEqualTo(root + "artifacts/models/b");
    assertThat(file.items())
        .singleElement()
        .isInstanceOfSatisfying(
            Listing.Item.File.class,
            item -> {
              assertThat(item.name()).isEqualTo(EntryPath.of("b"));
              assertThat(item.sizeBytes()).isEqualTo(2);
              assertThat(item.digest()).isEqualTo(Digest.of("22".getBytes(StandardCharsets.UTF_8)));
              assertThat(item.modified()).isPresent();
            });
  }

  @Test
  void resolvesThePathOfAListing() throws IOException {
    Job job = jobs.succeeded(Map.of("artifacts/a", "1"));

    assertThat(listing("/projects/digits/jobs/train@latest/artifacts", false).path())
        .isEqualTo("/projects/digits/jobs/" + job.id() + "/artifacts/");
    assertThat(listing("/jobs/job_", false).path()).isEqualTo("/jobs/" + job.id() + "/");
  }

  @Test
  void hasTwoNamesForOneJob() throws IOException {
    Job job = jobs.succeeded("one", "n", Map.of("artifacts/a", "1"));
    jobs.submit("two", "n");

    assertThat(names(listing("/projects/one/jobs/" + job.id() + "/artifacts", false)))
        .containsExactly("a");
    assertRefused(
        ErrorCode.NOT_FOUND, () -> listing("/projects/two/jobs/" + job.id() + "/", false));
  }

  @Test
  void listsWhatThereIs() throws IOException {
    Job first = jobs.succeeded("one", "n", Map.of("artifacts/a", "1"));
    Job second = jobs.succeeded("two", "n", Map.of("artifacts/b", "2"));
    jobs.submit("two", "leaves nothing yet");

    assertThat(names(listing("/", false))).containsExactly("datasets/", "jobs/", "projects/");
    assertThat(names(listing("/jobs/", false)))
        .containsExactly(second.id() + "/", first.id() + "/");
    assertThat(names(listing("/projects/", false))).containsExactly("one/", "two/");
    assertThat(names(listing("/projects/one", false))).containsExactly("data/", "jobs/");
    assertThat(names(listing("/projects/one/jobs/", false))).containsExactly(first.id() + "/");
    assertThat(names(listing("/projects/one/data/", false))).isEmpty();
    assertThat(names(listing("/datasets/", false))).isEmpty();
    assertThat(names(listing("/projects/one/jobs/", true)))
        .containsExactly(first.id() + "/artifacts/a");
    assertThat(names(listing("/jobs/", true)))
        .containsExactly(second.id() + "/artifacts/b", first.id() + "/artifacts/a");
  }

  @Test
  void listsInPages() throws IOException {
    Job job = jobs.succeeded(Map.of("a/1", "", "a/2", "", "a-b", "", "b/c/3", "", "z", ""));
    jobs.succeeded(Map.of("c", ""));
    String root = "/jobs/" + job.id() + "/";

    assertThat(paged(root, true, 1)).containsExactlyElementsOf(names(listing(root, true)));
    assertThat(paged(root, true, 2)).containsExactlyElementsOf(names(listing(root, true)));
    assertThat(paged(root, false, 1)).containsExactlyElementsOf(names(listing(root, false)));
    assertThat(paged("/jobs/", false, 1))
        .containsExactlyElementsOf(names(listing("/jobs/", false)));
    assertThat(paged("/", true, 1)).containsExactlyElementsOf(names(listing("/", true)));
  }

  private List<String> paged(String path, boolean recursive, int max) throws IOException {
    List<String> names = new ArrayList<>();
    Optional<EntryPath> after = Optional.of(EntryPath.ROOT);
    while (after.isPresent()) {
      Listing page = world.people().list(new ListRequest(path, recursive, after.get(), max));
      assertThat(page.items()).hasSizeLessThanOrEqualTo(max);
      names.addAll(names(page));
      after = page.next();
    }
    return names;
  }

  private Listing listing(String path, boolean recursive) throws IOException {
    Listing listing = world.people().list(new ListRequest(path, recursive, EntryPath.ROOT, MANY));
    assertThat(listing.next()).isEmpty();
    return listing;
  }

  private static List<String> names(Listing listing) {
    return listing.items().stream()
        .map(item -> item.name() + (item instanceof Listing.Item.Directory ? "/" : ""))
        .toList();
  }

  @Test
  void namesTheNearestPathsOfOneThatIsNotThere() throws IOException {
    Job job = jobs.succeeded(Map.of("artifacts/model.json", "1", "artifacts/other", "2"));
    String artifacts = "/jobs/" + job.id() + "/artifacts/";

    assertThatThrownBy(() -> listing(artifacts + "modle.json", false))
        .hasMessageContaining("modle.json")
        .isInstanceOfSatisfying(
            C3Exception.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
              assertThat(e.hint().orElseThrow()).startsWith(artifacts + "model.json");
            });
    assertThatThrownBy(() -> listing("/projects/digit/", false))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.hint()).contains("/projects/digits/"));
    assertRefused(ErrorCode.NOT_FOUND, () -> listing("/datasets/x/", false));
    assertRefused(ErrorCode.NOT_FOUND, () -> listing("/projects/digits/data/x/", false));
    assertRefused(ErrorCode.NOT_FOUND, () -> listing("/projects/none/jobs/", false));
    assertRefused(ErrorCode.NOT_FOUND, () -> listing("/projects/digits/jobs/none@latest/", false));
    assertRefused(ErrorCode.INVALID, () -> listing("/elsewhere/", false));
  }

  @Test
  void saysThatARunningJobHasLeftNothingYet() throws IOException {
    Lease lease = jobs.running();

    assertThatThrownBy(() -> listing("/jobs/" + lease.job() + "/", false))
        .hasMessageContaining("running")
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void locatesThePartThatAPathMeans() throws IOException {
    Job job = jobs.succeeded(Map.of("artifacts/models/a", "1"));
    String path = "/jobs/" + job.id() + "/artifacts/models/";

    assertThat(world.people().locate(path).manifest()).isEqualTo(job.artifacts().orElseThrow());
    assertThat(world.people().locate(path).below()).isEqualTo(EntryPath.of("artifacts/models"));
    assertThat(world.people().locate(path).path()).isEqualTo(path);
    assertRefused(ErrorCode.INVALID, () -> world.people().locate("/jobs/"));
  }

  @Test
  void countsWhatPathsTakeUp() throws IOException {
    Job first = jobs.succeeded(Map.of("artifacts/a", "333", "artifacts/b", "4444", "c", "333"));
    Job second = jobs.succeeded(Map.of("artifacts/a", "4444", "artifacts/d", "55555"));
    String one = "/jobs/" + first.id() + "/";
    String two = "/jobs/" + second.id() + "/";

    assertThat(usage(one)).isEqualTo(new Usage(3, 10, 7, 3, List.of(two)));
    assertThat(usage(two)).isEqualTo(new Usage(2, 9, 9, 5, List.of(one)));
    assertThat(usage(one, two)).isEqualTo(new Usage(5, 19, 12, 12, List.of()));
    assertThat(usage(one, one, one + "c")).isEqualTo(new Usage(3, 10, 7, 3, List.of(two)));
    assertThat(usage(one + "artifacts")).isEqualTo(new Usage(2, 7, 7, 3, List.of(two)));
    assertThat(usage(one + "artifacts/b")).isEqualTo(new Usage(1, 4, 4, 0, List.of(two)));
    assertThat(usage(one + "artifacts", one + "artifacts/b", two))
        .isEqualTo(new Usage(4, 16, 12, 12, List.of()));
    assertThat(usage()).isEqualTo(new Usage(5, 19, 12, 12, List.of()));
    assertThat(usage("/projects/digits/")).isEqualTo(new Usage(5, 19, 12, 12, List.of()));
    assertThat(usage("/datasets/")).isEqualTo(Usage.NOTHING);
  }

  private Usage usage(String... paths) throws IOException {
    return world.people().usage(List.of(paths));
  }

  @Test
  void removesWhatAJobLeft() throws IOException {
    Job job = jobs.succeeded(Map.of("artifacts/a", "333", "artifacts/b", "4444"));
    Job other = jobs.succeeded(Map.of("artifacts/b", "4444"));
    Usage usage = new Usage(2, 7, 7, 3, List.of("/jobs/" + other.id() + "/"));
    String path = "/jobs/" + job.id() + "/";

    assertThat(world.people().remove(path, true)).isEqualTo(usage);
    assertThat(usage()).isEqualTo(new Usage(3, 11, 7, 7, List.of()));
    assertThat(world.people().remove(path, false)).isEqualTo(usage);
    assertThat(usage()).isEqualTo(new Usage(1, 4, 4, 4, List.of()));
    assertThat(world.people().find(job.id().text()).status()).isEqualTo(JobStatus.SUCCEEDED);
    assertRefused(ErrorCode.NOT_FOUND, () -> listing(path, false));
    assertThat(world.people().remove(path, false)).isEqualTo(Usage.NOTHING);
  }

  @Test
  void removesOnlyTheWholeOfAnEndedJob() throws IOException {
    Job job = jobs.succeeded(Map.of("artifacts/a", "333"));
    Lease running = jobs.running();

    assertRefused(
        ErrorCode.INVALID, () -> world.people().remove("/jobs/" + job.id() + "/artifacts", false));
    assertRefused(ErrorCode.INVALID, () -> world.people().remove("/jobs/", false));
    assertRefused(
        ErrorCode.CONFLICT, () -> world.people().remove("/jobs/" + running.job() + "/", false));
  }

  // The server

  @Test
  void saysWhatItIsDoing() throws IOException {
    jobs.running();
    jobs.submit();
    jobs.submit();

    ServerStatus status = world.people().status();

    assertThat(status.running()).isEqualTo(1);
    assertThat(status.pending()).isEqualTo(2);
  }

  @Test
  void tellsOthersThanTheAdministratorOnlyOfTheirOwn() throws IOException {
    jobs.running();
    jobs.submit();

    ServerStatus status = world.strangers().status();

    assertThat(status.running()).isZero();
    assertThat(status.pending()).isZero();
    assertThat(status.machine()).isEmpty();
    assertThat(world.people().status().machine()).isPresent();
  }

  @Test
  void endsWhenNothingRuns() throws IOException {
    jobs.submit();

    world.people().stop(false);

    assertThat(world.ended()).isTrue();
  }

  @Test
  void doesNotEndWhileAJobRuns() throws IOException {
    Lease lease = jobs.running();

    assertThatThrownBy(() -> world.people().stop(false))
        .hasMessageContaining(lease.job().text())
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));

    assertThat(world.ended()).isFalse();
    assertThat(world.agent().state(lease, new JobState.Running())).isNotNull();
    assertThat(jobs.submit().status()).isEqualTo(JobStatus.PENDING);
  }

  @Test
  void waitsForTheUploadWhenItIsForcedToEnd() throws Exception {
    Lease running = jobs.running();
    CompletableFuture<Boolean> stopped = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            world.people().stop(true);
            stopped.complete(world.ended());
          } catch (IOException | RuntimeException e) {
            stopped.completeExceptionally(e);
          }
        });
    await().until(() -> world.people().find(running.job().text()).cancelRequested());
    world.agent().state(running, new JobState.Uploading(JobEnd.canceled()));
    assertThat(world.ended()).isFalse();

    jobs.finish(running, JobEnd.canceled(), Map.of("artifacts/a", "1"));

    assertThat(stopped.get(15, TimeUnit.SECONDS)).isTrue();
    assertThat(world.people().find(running.job().text()).artifacts()).isPresent();
  }
}
