package c3.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.AccountId;
import c3.model.AccountName;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobSpec;
import c3.model.JobState;
import c3.model.Lease;
import c3.model.Member;
import c3.model.Membership;
import c3.model.ProjectName;
import c3.model.Role;
import c3.server.ServerWorld;
import c3.server.routes.HttpServerLimits;
import c3.server.routes.Served;
import c3.server.routes.WorldReach;
import c3.store.BlobMissing;
import c3.store.BlobStore;
import c3.store.SessionRequest;
import c3.wire.ControlPlane;
import c3.wire.Jobs;
import c3.wire.ProjectControl;
import c3.wire.SmallUpload;
import c3.wire.message.CommitAnswer;
import c3.wire.message.FinishRequest.Artifacts;
import c3.wire.message.JobsRequest;
import c3.wire.message.ListRequest;
import c3.wire.message.Listing;
import c3.wire.message.Located;
import c3.wire.message.PublishRequest;
import c3.wire.message.SubmitRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A project of one account as a member sees it over HTTP: what each role may and may not, and that
/// nothing is left of it once it is unshared.
class SharedProjectTest {
  private static final ProjectName OWN = new ProjectName("digits");
  private static final ProjectName SHARED = new ProjectName("local.digits");
  private static final AccountName OTHER = new AccountName("other");
  private static final String CONTENT = "what the owner kept";
  private static final Digest BLOB = Digest.of(CONTENT.getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder;
  private ServerWorld world;
  private Served served;
  private BulkHttp http;
  private HttpBlobStore blobs;
  private ControlPlane member;
  private ProjectControl projects;
  private ProjectControl owner;
  private Jobs jobs;
  private Job kept;
  private Digest workspace;

  @BeforeEach
  void begin() throws IOException {
    world = new ServerWorld(folder);
    served = new Served(new WorldReach(world), HttpServerLimits.STANDARD, Optional.empty());
    http = new BulkHttp(() -> served.other(), HttpLimits.STANDARD);
    blobs = new HttpBlobStore(http, Sharing.NONE);
    member = new HttpControlPlane(() -> served.other(), HttpLimits.STANDARD);
    projects = new HttpProjectControl(() -> served.other(), HttpLimits.STANDARD);
    owner = new HttpProjectControl(() -> served.person(), HttpLimits.STANDARD);
    jobs = new Jobs(world);
    kept = jobs.succeeded("digits", "train", Map.of("artifacts/a", CONTENT));
    publish(world.people(), world.blobs(), "/projects/digits/data/images/", CONTENT);
    publish(world.people(), world.blobs(), "/datasets/private/", "private");
    Artifacts upload =
        SmallUpload.upload(
            blobs, new SessionRequest("workspace", Optional.empty()), Map.of("run.sh", "ls\n"));
    member.publish(new PublishRequest(upload.session(), upload.manifest()));
    workspace = upload.manifest();
  }

  @AfterEach
  void end() throws IOException {
    http.close();
    served.close();
    world.close();
  }

  private static CommitAnswer publish(ControlPlane by, BlobStore to, String dataset, String content)
      throws IOException {
    Artifacts upload =
        SmallUpload.upload(
            to, new SessionRequest(dataset + content, Optional.empty()), Map.of("x", content));
    return by.publish(
        new PublishRequest(upload.session(), upload.manifest(), Optional.of(dataset)));
  }

  private Job submit(String key, String project, JobSpec.Mount... mounts) throws IOException {
    return member.submit(new SubmitRequest(key, Jobs.spec(project, "theirs", mounts), workspace));
  }

  private void share(Role role) throws IOException {
    assertThat(owner.share(OWN, OTHER, role)).isEqualTo(new Member(OTHER, role));
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).as(e.message()).isEqualTo(code));
  }

  private List<String> names(String path) throws IOException {
    return member.list(new ListRequest(path, false, EntryPath.ROOT, 100)).items().stream()
        .map(Listing.Item::name)
        .map(Object::toString)
        .toList();
  }

  @Test
  void aReaderListsReadsAndMounts() throws IOException {
    share(Role.READER);

    assertThat(projects.projects())
        .containsExactly(new Membership(SHARED, new AccountName("local"), Role.READER));
    assertThat(projects.members(SHARED)).hasSize(2);
    assertThat(names("/projects/")).containsExactly("local.digits");
    assertThat(names("/projects/local.digits/jobs/")).containsExactly(kept.id().text());
    assertThat(names("/projects/local.digits/data/")).containsExactly("images");
    assertThat(names("/jobs/")).isEmpty();
    assertThat(names("/datasets/")).isEmpty();
    Job seen = member.find(kept.id().text());
    assertThat(seen.spec().project()).isEqualTo(SHARED);
    assertThat(member.log(kept.id(), 0, Duration.ZERO).ended()).isTrue();
    assertThat(member.list(new JobsRequest(Optional.of(SHARED), "", true, Optional.empty(), 10)))
        .containsExactly(seen);
    for (String path :
        List.of(
            "/jobs/" + kept.id() + "/artifacts/a",
            "/projects/local.digits/jobs/@latest/artifacts/a",
            "/projects/local.digits/data/images/x")) {
      Located located = member.locate(path);
      Digest manifest = located.manifest().digest();
      assertThat(blobs.through(manifest).size(BLOB)).isEqualTo(CONTENT.length());
      assertThat(blobs.through(manifest).size(manifest)).isPositive();
    }
    assertThat(
            submit("mount", "mine", new JobSpec.Mount("/projects/local.digits/data/images", "x"))
                .inputs())
        .hasSize(1);
    assertThat(world.catalog().manifests().chargedBytes(ServerWorld.OTHER)).isZero();
  }

  @Test
  void aReaderReadsOnlyThroughWhatIsShared() throws IOException {
    share(Role.READER);
    Digest manifest = kept.artifacts().orElseThrow().digest();
    Digest secret = Digest.of("private".getBytes(StandardCharsets.UTF_8));
    Digest hidden = world.people().locate("/datasets/private/").manifest().digest();

    assertThatThrownBy(() -> blobs.size(BLOB)).isInstanceOf(BlobMissing.class);
    assertThatThrownBy(() -> blobs.through(manifest).size(secret)).isInstanceOf(BlobMissing.class);
    assertThatThrownBy(() -> blobs.through(hidden).size(secret)).isInstanceOf(BlobMissing.class);
    assertThatThrownBy(
            () -> blobs.through(kept.workspace().digest()).size(kept.workspace().digest()))
        .isInstanceOf(BlobMissing.class);
    assertThat(blobs.open(new SessionRequest("ask", Optional.empty())).findMissing(List.of(BLOB)))
        .containsExactly(BLOB);
  }

  @Test
  void aReaderChangesNothing() throws IOException {
    share(Role.READER);

    refused(ErrorCode.FORBIDDEN, () -> submit("job", "local.digits"));
    refused(ErrorCode.FORBIDDEN, () -> member.check(Jobs.spec("local.digits", "theirs")));
    refused(
        ErrorCode.FORBIDDEN,
        () -> publish(member, blobs, "/projects/local.digits/data/images/", "theirs"));
    refusesWhatOnlyTheOwnerMay();
    refused(ErrorCode.FORBIDDEN, () -> member.recover(kept.id(), Duration.ZERO));
  }

  private void refusesWhatOnlyTheOwnerMay() throws IOException {
    refused(ErrorCode.FORBIDDEN, () -> projects.share(SHARED, OTHER, Role.WRITER));
    refused(ErrorCode.FORBIDDEN, () -> projects.share(SHARED, new AccountName("no"), Role.READER));
    refused(ErrorCode.FORBIDDEN, () -> projects.unshare(SHARED, new AccountName("local")));
    refused(ErrorCode.FORBIDDEN, () -> projects.unshare(SHARED, new AccountName("no")));
    for (String path :
        List.of(
            "/projects/local.digits/data/images/",
            "/projects/local.digits/jobs/" + kept.id() + "/",
            "/jobs/" + kept.id() + "/")) {
      refused(ErrorCode.FORBIDDEN, () -> member.remove(path, false));
      refused(ErrorCode.FORBIDDEN, () -> member.remove(path, true));
      refused(ErrorCode.FORBIDDEN, () -> member.usage(List.of(path)));
    }
    Lease lease = jobs.running();
    refused(ErrorCode.FORBIDDEN, () -> member.cancel(lease.job()));
    assertThat(world.people().find(lease.job().text()).cancelRequested()).isFalse();
    assertThat(world.people().locate("/projects/digits/data/images/").manifest().files())
        .isEqualTo(1);
  }

  @Test
  void aWriterDoesNotWhatOnlyTheOwnerMay() throws IOException {
    share(Role.WRITER);
    refusesWhatOnlyTheOwnerMay();
  }

  @Test
  void aWritersJobIsChargedToTheOwnerAndSaysWhoSubmittedIt() throws IOException {
    share(Role.WRITER);
    long before = world.catalog().manifests().chargedBytes(AccountId.LOCAL);

    Job sent = submit("job", "local.digits");
    Lease lease = jobs.poll(1).assigned().getFirst().lease();
    world.agent().state(lease, new JobState.Staging());
    jobs.finish(lease, JobEnd.exited(0), Map.of("artifacts/b", "from the writer's job"));

    assertThat(submit("job", "local.digits").id()).isEqualTo(sent.id());
    assertThat(sent.spec().project()).isEqualTo(SHARED);
    assertThat(sent.submittedBy()).contains(OTHER);
    assertThat(member.list(JobsRequest.newest(10))).extracting(Job::id).containsExactly(sent.id());
    assertThat(member.find(sent.id().text().substring(0, 21)).id()).isEqualTo(sent.id());
    Job seen = world.people().find(sent.id().text());
    assertThat(seen.submittedBy()).contains(OTHER);
    assertThat(seen.spec().project()).isEqualTo(OWN);
    assertThat(world.catalog().manifests().chargedBytes(AccountId.LOCAL)).isGreaterThan(before);
    assertThat(world.catalog().manifests().chargedBytes(ServerWorld.OTHER)).isZero();
    Digest manifest = seen.artifacts().orElseThrow().digest();
    assertThat(blobs.through(manifest).size(manifest)).isPositive();
  }

  @Test
  void aWriterCancelsWhatTheySubmittedAndTheOwnerEverything() throws IOException {
    share(Role.WRITER);
    Job first = submit("first", "local.digits");
    Job second = submit("second", "local.digits");

    assertThat(member.cancel(first.id()).spec().project()).isEqualTo(SHARED);
    world.people().cancel(second.id());

    Job third = submit("third", "local.digits");
    share(Role.READER);
    refused(ErrorCode.FORBIDDEN, () -> member.cancel(third.id()));
  }

  @Test
  void aWritersVersionIsChargedToTheOwner() throws IOException {
    share(Role.WRITER);
    long before = world.catalog().manifests().chargedBytes(AccountId.LOCAL);

    CommitAnswer answer =
        publish(member, blobs, "/projects/local.digits/data/images/", "the writer's");

    assertThat(((CommitAnswer.Committed) answer).path())
        .contains("/projects/local.digits/data/images/@v2/");
    assertThat(world.people().locate("/projects/digits/data/images/@v2/").manifest().files())
        .isEqualTo(1);
    assertThat(world.catalog().manifests().chargedBytes(AccountId.LOCAL))
        .isEqualTo(before + "the writer's".length());
  }

  @Test
  void nothingIsLeftOnceItIsUnshared() throws IOException {
    share(Role.WRITER);
    Job sent = submit("job", "local.digits");
    Digest manifest = kept.artifacts().orElseThrow().digest();
    assertThat(blobs.through(manifest).size(BLOB)).isPositive();

    owner.unshare(OWN, OTHER);

    assertThatThrownBy(() -> blobs.through(manifest).size(BLOB)).isInstanceOf(BlobMissing.class);
    assertThatThrownBy(() -> blobs.size(BLOB)).isInstanceOf(BlobMissing.class);
    assertThat(projects.projects()).isEmpty();
    assertThat(names("/projects/")).isEmpty();
    assertThat(member.list(JobsRequest.newest(10))).isEmpty();
    refused(ErrorCode.NOT_FOUND, () -> member.find(sent.id().text()));
    refused(ErrorCode.NOT_FOUND, () -> member.log(sent.id(), 0, Duration.ZERO));
    refused(ErrorCode.NOT_FOUND, () -> member.cancel(sent.id()));
    refused(ErrorCode.NOT_FOUND, () -> submit("job", "local.digits"));
    refused(ErrorCode.NOT_FOUND, () -> submit("job 2", "local.digits"));
    refused(ErrorCode.NOT_FOUND, () -> projects.members(SHARED));
    refused(ErrorCode.NOT_FOUND, () -> names("/projects/local.digits/"));
    refused(
        ErrorCode.NOT_FOUND,
        () -> submit("m", "mine", new JobSpec.Mount("/projects/local.digits/data/images", "x")));
    refused(
        ErrorCode.NOT_FOUND,
        () -> publish(member, blobs, "/projects/local.digits/data/images/", "late"));
  }

  @Test
  void aMemberLeaves() throws IOException {
    share(Role.READER);

    projects.unshare(SHARED, OTHER);

    assertThat(projects.projects()).isEmpty();
  }

  @Test
  void theOwnerIsToldWhatCannotBe() {
    refused(ErrorCode.NOT_FOUND, () -> owner.share(OWN, new AccountName("no"), Role.READER));
    refused(ErrorCode.NOT_FOUND, () -> owner.share(new ProjectName("no"), OTHER, Role.READER));
    refused(ErrorCode.INVALID, () -> owner.share(OWN, new AccountName("local"), Role.READER));
    refused(ErrorCode.INVALID, () -> owner.share(OWN, OTHER, Role.OWNER));
    refused(ErrorCode.INVALID, () -> owner.unshare(OWN, new AccountName("local")));
  }
}
