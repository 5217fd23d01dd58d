package c3.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.AccountId;
import c3.model.Digest;
import c3.model.JobEnd;
import c3.model.JobId;
import c3.model.JobSpec;
import c3.model.JobState;
import c3.model.Lease;
import c3.model.ManifestSummary;
import c3.model.ProjectName;
import c3.model.Role;
import c3.model.SessionId;
import c3.server.ServerWorld;
import c3.server.routes.HttpServerLimits;
import c3.server.routes.MachineProof;
import c3.server.routes.Served;
import c3.server.routes.WorldReach;
import c3.store.BlobStore;
import c3.store.SessionRequest;
import c3.wire.Jobs;
import c3.wire.Route;
import c3.wire.SmallUpload;
import c3.wire.codec.JobSpecJson;
import c3.wire.frame.DigestBytes;
import c3.wire.frame.LocateRequestBytes;
import c3.wire.message.FinishRequest;
import c3.wire.message.FinishRequest.Artifacts;
import c3.wire.message.JobsRequest;
import c3.wire.message.LocateRequest;
import c3.wire.message.PublishRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody with an account and an agent of their own goes at another account's things over every
/// route. What they are told of a thing that is there is, byte for byte, what they are told of one
/// that never was; nothing changes; and no secret comes out.
class AttackTest {
  private static final String SECRET = "the victim's secret content";
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final String PERSON = "other-token";
  private static final String WRITER = "{\"role\":\"WRITER\"}";
  private static final String AGENT = "other-agent-token";

  @TempDir Path folder;
  private ServerWorld world;
  private Served served;
  private MachineProof proof;
  private HttpClient client;
  private Target real;
  private SessionId own;
  private Digest ownWorkspace;

  /// What is gone at.
  ///
  /// @param running a job that an agent leases
  /// @param session an upload of its owner that is open
  /// @param drop an upload of the agent's that is open
  record Target(
      String tag,
      JobId ended,
      JobId running,
      SessionId session,
      SessionId drop,
      Digest blob,
      Digest manifest,
      String dataset,
      String project,
      String user,
      long key) {
    /// The project as others say it.
    String foreign() {
      return user + "." + project;
    }
  }

  /// Things of the same form that never were.
  private static Target absent() {
    Digest nothing = Digest.of("nothing".getBytes(StandardCharsets.UTF_8));
    Digest less = Digest.of("less".getBytes(StandardCharsets.UTF_8));
    return new Target(
        "absent",
        new JobId("job_1700000000001_absent"),
        new JobId("job_1700000000002_absent"),
        new SessionId("0".repeat(32)),
        new SessionId("1".repeat(32)),
        nothing,
        less,
        "absentset",
        "absentproj",
        "absentuser",
        999);
  }

  /// One request.
  private record Attack(String token, String target, ByteBuffer body) {}

  /// A request at a target.
  private interface At {
    Attack on(Target target);
  }

  @BeforeEach
  void begin() throws IOException {
    world = new ServerWorld(folder);
    proof = MachineProof.write(folder, new Random(2));
    served = new Served(new WorldReach(world), HttpServerLimits.STANDARD, Optional.of(proof));
    client = HttpClient.newHttpClient();
    real = victim();
    BlobStore attackers = world.store().as(ServerWorld.OTHER);
    Artifacts upload =
        SmallUpload.upload(
            attackers, new SessionRequest("workspace", Optional.empty()), Map.of("run.sh", "ls\n"));
    world.strangers().publish(new PublishRequest(upload.session(), upload.manifest()));
    ownWorkspace = upload.manifest();
    own = attackers.open(new SessionRequest("own", Optional.empty())).id();
  }

  @AfterEach
  void end() throws IOException {
    client.close();
    served.close();
    world.close();
  }

  private Target victim() throws IOException {
    Jobs jobs = new Jobs(world);
    ManifestSummary kept =
        jobs.succeeded("victimproj", "train", Map.of("artifacts/a", SECRET))
            .artifacts()
            .orElseThrow();
    JobId ended = world.people().list(JobsRequest.newest(1)).getFirst().id();
    Artifacts data =
        SmallUpload.upload(
            world.blobs(), new SessionRequest("data", Optional.empty()), Map.of("x", SECRET));
    world
        .people()
        .publish(
            new PublishRequest(
                data.session(), data.manifest(), Optional.of("/datasets/victimset/")));
    Lease lease = jobs.running();
    SessionId drop = world.agentBlobs().open(new SessionRequest("drop", Optional.of(lease))).id();
    SessionId session = world.blobs().open(new SessionRequest("open", Optional.empty())).id();
    return new Target(
        "real",
        ended,
        lease.job(),
        session,
        drop,
        Digest.of(SECRET.getBytes(StandardCharsets.UTF_8)),
        kept.digest(),
        "victimset",
        "victimproj",
        "local",
        1);
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Attack get(String token, Route route, String query, Object... arguments) {
    return new Attack(token, route.path(arguments) + query, NOTHING);
  }

  private static Attack json(String token, Route route, String body, Object... arguments) {
    return new Attack(token, route.path(arguments), utf8(body));
  }

  private static Attack digests(String token, Route route, Digest digest, Object... arguments) {
    return new Attack(
        token, route.path(arguments), ByteBuffer.wrap(DigestBytes.write(List.of(digest))));
  }

  private Attack locate(String token, Digest digest) {
    LocateRequest request = new LocateRequest(proof.nonce(), List.of(digest));
    return new Attack(
        token, Route.LOCATE.path(), ByteBuffer.wrap(LocateRequestBytes.write(request)));
  }

  private Map<Route, List<At>> attacks() {
    Map<Route, List<At>> all = new EnumMap<>(Route.class);
    jobs(all);
    data(all);
    accounts(all);
    projects(all);
    agents(all);
    sessions(all);
    blobs(all);
    return all;
  }

  private void jobs(Map<Route, List<At>> all) {
    all.put(Route.STOP, List.of(t -> json(PERSON, Route.STOP, "{\"force\":true}")));
    for (Route route : List.of(Route.STATUS, Route.PROFILES)) {
      all.put(route, List.of(t -> get(PERSON, route, ""), t -> get(AGENT, route, "")));
    }
    all.put(
        Route.SUBMIT,
        List.of(
            t -> json(PERSON, Route.SUBMIT, submit(t.manifest(), "/datasets/own/")),
            t -> json(PERSON, Route.SUBMIT, submit(ownWorkspace, "/jobs/" + t.ended())),
            t -> json(PERSON, Route.SUBMIT, submitTo(t.foreign(), ownWorkspace)),
            t -> json(PERSON, Route.SUBMIT, submit(ownWorkspace, "/datasets/" + t.dataset())),
            t ->
                json(
                    PERSON,
                    Route.SUBMIT,
                    submit(ownWorkspace, "/projects/" + t.project() + "/jobs/@latest"))));
    all.put(
        Route.CHECK,
        List.of(
            t -> check(Jobs.spec(t.foreign(), "job")),
            t -> check(Jobs.spec("mine", "job", new JobSpec.Mount("/jobs/" + t.ended(), "data/x"))),
            t ->
                check(
                    Jobs.spec(
                        "mine", "job", new JobSpec.Mount("/datasets/" + t.dataset(), "data/x")))));
    all.put(
        Route.JOBS,
        List.of(
            t -> get(PERSON, Route.JOBS, "?max=10"),
            t -> get(PERSON, Route.JOBS, "?max=10&prefix=" + t.ended()),
            t -> get(PERSON, Route.JOBS, "?max=10&project=" + t.project()),
            t -> get(PERSON, Route.JOBS, "?max=10&project=" + t.foreign())));
    all.put(
        Route.JOB,
        List.of(
            t -> get(PERSON, Route.JOB, "", t.ended()),
            t -> get(PERSON, Route.JOB, "", t.running().text().substring(0, 20))));
    for (Route route : List.of(Route.CANCEL, Route.RECOVER)) {
      all.put(
          route,
          List.of(
              t -> json(PERSON, route, "", t.ended()), t -> json(PERSON, route, "", t.running())));
    }
    all.put(
        Route.READ_LOG,
        List.of(
            t -> get(PERSON, Route.READ_LOG, "?from=0", t.ended()),
            t -> get(PERSON, Route.READ_LOG, "?from=0", t.running())));
  }

  private static Attack check(JobSpec spec) {
    return json(PERSON, Route.CHECK, new JobSpecJson().encodeText(spec));
  }

  private static String submit(Digest workspace, String reference) {
    return submit(Jobs.spec("mine", "job", new JobSpec.Mount(reference, "data/x")), workspace);
  }

  private static String submitTo(String project, Digest workspace) {
    return submit(Jobs.spec(project, "job"), workspace);
  }

  private static String submit(JobSpec wanted, Digest workspace) {
    String spec = new JobSpecJson().encodeText(wanted);
    return "{\"key\":\"k\",\"spec\":" + spec + ",\"workspace\":\"" + workspace + "\"}";
  }

  private static List<String> paths(Target t) {
    return List.of(
        "/jobs/" + t.ended() + "/",
        "/jobs/" + t.ended() + "/artifacts/a",
        "/projects/" + t.project() + "/jobs/" + t.ended() + "/",
        "/projects/" + t.project() + "/jobs/@latest",
        "/projects/" + t.project() + "/jobs/",
        "/projects/" + t.project() + "/data/",
        "/projects/" + t.project() + "/",
        "/projects/" + t.foreign() + "/",
        "/projects/" + t.foreign() + "/jobs/",
        "/projects/" + t.foreign() + "/data/",
        "/projects/" + t.foreign() + "/jobs/@latest",
        "/projects/" + t.foreign() + "/jobs/" + t.ended() + "/",
        "/projects/" + t.foreign() + "/data/" + t.dataset() + "/@v1/x",
        "/projects/",
        "/jobs/",
        "/datasets/",
        "/",
        "/datasets/" + t.dataset() + "/",
        "/datasets/" + t.dataset() + "/@v1/x");
  }

  private void data(Map<Route, List<At>> all) {
    for (Route route : List.of(Route.LIST, Route.FIND_MANIFEST)) {
      List<At> some = new ArrayList<>();
      for (int i = 0; i < paths(absent()).size(); i++) {
        int at = i;
        some.add(t -> get(PERSON, route, "?path=" + paths(t).get(at)));
        some.add(t ->
            get(
                PERSON,
                route,
                (route == Route.LIST ? "?recursive=true&path=" : "?path=") + paths(t).get(at)));
      }
      all.put(route, some);
    }
    List<At> usages = new ArrayList<>();
    List<At> removals = new ArrayList<>();
    for (int i = 0; i < paths(absent()).size(); i++) {
      int at = i;
      usages.add(t -> json(PERSON, Route.USAGE, "{\"paths\":[\"" + paths(t).get(at) + "\"]}"));
      for (boolean dry : new boolean[] {true, false}) {
        removals.add(t ->
            json(
                PERSON,
                Route.REMOVE,
                "{\"path\":\"" + paths(t).get(at) + "\",\"dryRun\":" + dry + "}"));
      }
    }
    all.put(Route.USAGE, usages);
    all.put(Route.REMOVE, removals);
  }

  private void accounts(Map<Route, List<At>> all) {
    for (Route route : List.of(Route.ACCOUNT, Route.BALANCE, Route.KEYS)) {
      all.put(route, List.of(t -> get(PERSON, route, "?user=" + t.user())));
    }
    all.put(
        Route.CREATE_KEY,
        List.of(t ->
            json(
                PERSON,
                Route.CREATE_KEY,
                "{\"user\":\""
                    + t.user()
                    + "\",\"sha256\":\""
                    + t.blob()
                    + "\",\"name\":\"\",\"prefix\":\"\"}")));
    all.put(
        Route.REVOKE_KEY,
        List.of(
            t -> json(PERSON, Route.REVOKE_KEY, "", t.key()),
            t ->
                new Attack(PERSON, Route.REVOKE_KEY.path(t.key()) + "?user=" + t.user(), NOTHING)));
    all.put(Route.USERS, List.of(t -> get(PERSON, Route.USERS, "")));
    all.put(Route.ADD_USER, List.of(t -> json(PERSON, Route.ADD_USER, "", t.user())));
    all.put(Route.REMOVE_USER, List.of(t -> json(PERSON, Route.REMOVE_USER, "", t.user())));
    all.put(
        Route.BOUND_USER,
        List.of(t -> json(PERSON, Route.BOUND_USER, "{\"quotaBytes\":1}", t.user())));
  }

  private void projects(Map<Route, List<At>> all) {
    all.put(Route.PROJECTS, List.of(t -> get(PERSON, Route.PROJECTS, "")));
    all.put(
        Route.MEMBERS,
        List.of(
            t -> get(PERSON, Route.MEMBERS, "", t.foreign()),
            t -> get(PERSON, Route.MEMBERS, "", t.project())));
    all.put(
        Route.SHARE,
        List.of(
            t -> json(PERSON, Route.SHARE, WRITER, t.foreign(), "other"),
            t -> json(PERSON, Route.SHARE, WRITER, t.foreign(), t.user()),
            t -> json(PERSON, Route.SHARE, WRITER, t.project(), t.user())));
    all.put(
        Route.UNSHARE,
        List.of(
            t -> json(PERSON, Route.UNSHARE, "", t.foreign(), "other"),
            t -> json(PERSON, Route.UNSHARE, "", t.foreign(), t.user())));
  }

  private static String lease(JobId job) {
    return "{\"job\":\"" + job + "\",\"term\":1}";
  }

  private void agents(Map<Route, List<At>> all) {
    all.put(
        Route.POLL,
        List.of(t ->
            json(
                AGENT,
                Route.POLL,
                "{\"agent\":\"local\",\"holding\":["
                    + lease(t.running())
                    + "],\"freeSlots\":1,\"mounts\":\"ANY\",\"waitMillis\":0}",
                "local")));
    all.put(
        Route.STATE,
        List.of(t ->
            json(
                PERSON,
                Route.STATE,
                "{\"lease\":" + lease(t.running()) + ",\"state\":{\"status\":\"RUNNING\"}}",
                t.running())));
    all.put(
        Route.WRITE_LOG,
        List.of(t ->
            new Attack(
                PERSON, Route.WRITE_LOG.path(t.running()) + "?at=0&term=1", utf8("forged"))));
    for (Route route : List.of(Route.FINISH, Route.ATTACH)) {
      all.put(route, List.of(t -> json(PERSON, route, finish(t.running()), t.running())));
    }
    all.put(
        Route.NOT_RECOVERED,
        List.of(t -> json(PERSON, Route.NOT_RECOVERED, "{\"why\":\"forged\"}", t.ended())));
  }

  private static String finish(JobId job) {
    return "{\"lease\":"
        + lease(job)
        + ",\"end\":{\"status\":\"CANCELED\",\"message\":\"forged\"}}";
  }

  private void sessions(Map<Route, List<At>> all) {
    all.put(
        Route.OPEN,
        List.of(
            t -> json(AGENT, Route.OPEN, "{\"key\":\"k\",\"lease\":" + lease(t.running()) + "}"),
            t -> json(PERSON, Route.OPEN, "{\"key\":\"k\",\"lease\":" + lease(t.running()) + "}")));
    for (Route route : List.of(Route.RENEW, Route.ABORT)) {
      all.put(route, each((token, session) -> t -> json(token, route, "", session.of(t))));
    }
    List<At> commits =
        new ArrayList<>(
            each((token, session) ->
                t -> json(token, Route.COMMIT, manifest(t.manifest()), session.of(t))));
    commits.add(t -> json(PERSON, Route.COMMIT, manifest(t.manifest()), own));
    commits.add(t -> json(PERSON, Route.COMMIT, version(ownWorkspace, t), own));
    commits.add(t -> json(PERSON, Route.COMMIT, version(t.manifest(), t), own));
    all.put(Route.COMMIT, commits);
    List<At> asks =
        new ArrayList<>(
            each((token, session) ->
                t -> digests(token, Route.FIND_MISSING, t.blob(), session.of(t))));
    asks.add(t -> digests(PERSON, Route.FIND_MISSING, t.blob(), own));
    all.put(Route.FIND_MISSING, asks);
    List<At> lists =
        new ArrayList<>(
            each((token, session) -> t -> get(token, Route.POSSESSED, "?most=9", session.of(t))));
    lists.add(t -> get(PERSON, Route.POSSESSED, "?most=9", own));
    all.put(Route.POSSESSED, lists);
    all.put(
        Route.PUT_BUNDLE,
        each((token, session) ->
            t -> json(token, Route.PUT_BUNDLE, "x", session.of(t), t.blob().hex())));
    all.put(
        Route.DROP_FILES,
        each((token, session) ->
            t -> json(token, Route.DROP_FILES, "{\"nonce\":\"x\",\"drops\":[]}", session.of(t))));
    all.put(
        Route.DROP_BUNDLE,
        each((token, session) ->
            t ->
                json(
                    token,
                    Route.DROP_BUNDLE,
                    "{\"nonce\":\"x\",\"drop\":{\"name\":\"123e4567-e89b-42d3-a456-426614174000\",\"sizeBytes\":1},\"sha256\":\""
                        + t.blob()
                        + "\"}",
                    session.of(t))));
    List<At> begins =
        new ArrayList<>(
            each((token, session) ->
                t -> json(token, Route.BEGIN_UPLOAD, upload(t.blob()), session.of(t))));
    begins.add(t -> json(PERSON, Route.BEGIN_UPLOAD, upload(t.blob()), own));
    all.put(Route.BEGIN_UPLOAD, begins);
    all.put(
        Route.PUT_PART,
        each((token, session) ->
            t ->
                new Attack(
                    token,
                    Route.PUT_PART.path(session.of(t), t.blob().hex(), 0) + "?size=27",
                    ByteBuffer.allocate(27))));
    List<At> completes =
        new ArrayList<>(
            each((token, session) ->
                t ->
                    new Attack(
                        token,
                        Route.COMPLETE_UPLOAD.path(session.of(t), t.blob().hex()) + "?size=27",
                        NOTHING)));
    all.put(Route.COMPLETE_UPLOAD, completes);
  }

  private static String manifest(Digest digest) {
    return "{\"manifest\":\"" + digest + "\"}";
  }

  private static String version(Digest manifest, Target in) {
    return "{\"manifest\":\""
        + manifest
        + "\",\"dataset\":\"/projects/"
        + in.foreign()
        + "/data/"
        + in.dataset()
        + "/\"}";
  }

  private static String upload(Digest digest) {
    return "{\"digest\":\"" + digest + "\",\"sizeBytes\":27}";
  }

  /// Which session of a target.
  private interface Which {
    SessionId of(Target target);
  }

  private interface OnSession {
    At by(String token, Which session);
  }

  /// Each token at each of the target's sessions.
  private static List<At> each(OnSession attack) {
    List<At> all = new ArrayList<>();
    for (String token : List.of(PERSON, AGENT)) {
      all.add(attack.by(token, Target::session));
      all.add(attack.by(token, Target::drop));
    }
    return all;
  }

  private void blobs(Map<Route, List<At>> all) {
    for (Route route : List.of(Route.READ_BLOB, Route.BLOB_SIZE)) {
      List<At> some = new ArrayList<>();
      for (String token : List.of(PERSON, AGENT)) {
        some.add(t -> get(token, route, "", t.blob().hex()));
        some.add(t -> get(token, route, "", t.manifest().hex()));
        some.add(t -> get(token, route, through(t.manifest()), t.blob().hex()));
        some.add(t -> get(token, route, through(t.manifest()), t.manifest().hex()));
      }
      all.put(route, some);
    }
    List<At> batches = new ArrayList<>();
    List<At> places = new ArrayList<>();
    for (String token : List.of(PERSON, AGENT)) {
      batches.add(t -> digests(token, Route.READ_BLOBS, t.blob()));
      batches.add(t -> digests(token, Route.READ_BLOBS, t.manifest()));
      batches.add(t -> through(t.manifest(), digests(token, Route.READ_BLOBS, t.blob())));
      places.add(t -> locate(token, t.blob()));
      places.add(t -> through(t.manifest(), locate(token, t.blob())));
    }
    all.put(Route.READ_BLOBS, batches);
    all.put(Route.LOCATE, places);
    all.put(Route.LOCATE_PROOF, List.of(t -> get(PERSON, Route.LOCATE_PROOF, "")));
  }

  private static String through(Digest manifest) {
    return "?through=" + manifest.hex();
  }

  private static Attack through(Digest manifest, Attack attack) {
    return new Attack(attack.token(), attack.target() + through(manifest), attack.body());
  }

  @Test
  void goesAtEveryRoute() {
    assertThat(attacks().keySet()).isEqualTo(EnumSet.allOf(Route.class));
  }

  @Test
  void tellsOfAThingThatIsThereWhatItTellsOfOneThatNeverWas() throws Exception {
    goAtEverything();
  }

  @Test
  void tellsTheSameOnceAProjectIsUnshared() throws Exception {
    ProjectName project = new ProjectName(real.project());
    var projects = world.catalog().projects();
    projects.share(AccountId.LOCAL, project, ServerWorld.OTHER, Role.WRITER);
    projects.unshare(AccountId.LOCAL, project, ServerWorld.OTHER);
    goAtEverything();
  }

  private void goAtEverything() throws Exception {
    Target absent = absent();
    for (Map.Entry<Route, List<At>> route : attacks().entrySet()) {
      int number = 0;
      for (At attack : route.getValue()) {
        String there = answer(route.getKey(), attack.on(real), real);
        String never = answer(route.getKey(), attack.on(absent), absent);
        assertThat(there).as(route.getKey() + ", attack " + number).isEqualTo(never);
        assertThat(there).doesNotContain(SECRET, "INTERNAL");
        if (there.contains("\"INVALID\"")) {
          // Or the request was malformed, and the attack none.
          assertThat(route.getKey()).isIn(Route.FIND_MANIFEST, Route.REMOVE);
        }
        number++;
      }
    }
    assertUnchanged();
  }

  /// The status and the body, the names of the target's things in it replaced by what they are.
  private String answer(Route route, Attack attack, Target target) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(served.person().server() + attack.target()))
            .header("Authorization", "Bearer " + attack.token())
            .method(
                route.method(),
                attack.body().capacity() == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(attack.body().array()))
            .build();
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    String body = new String(response.body(), StandardCharsets.ISO_8859_1);
    for (Object[] name :
        new Object[][] {
          {target.ended(), "ENDED"},
          {target.running(), "RUNNING"},
          {target.running().text().substring(0, 20), "PREFIX"},
          {target.session(), "SESSION"},
          {target.drop(), "DROP"},
          {target.blob().hex(), "BLOB"},
          {target.manifest().hex(), "MANIFEST"},
          {new String(target.blob().bytes(), StandardCharsets.ISO_8859_1), "BLOB"},
          {new String(target.manifest().bytes(), StandardCharsets.ISO_8859_1), "MANIFEST"},
          {target.dataset(), "DATASET"},
          {target.foreign(), "FOREIGN"},
          {target.project(), "PROJECT"},
          {"key " + target.key(), "KEY"}
        }) {
      body = body.replace(name[0].toString(), name[1].toString());
    }
    return response.statusCode() + " " + body;
  }

  private void assertUnchanged() throws IOException {
    assertThat(world.people().find(real.running().text()).state())
        .isEqualTo(new JobState.Running());
    assertThat(world.people().find(real.ended().text()).artifacts()).isPresent();
    assertThat(world.people().locate("/datasets/victimset/@v1/x").manifest().files()).isEqualTo(1);
    assertThat(world.store().as(AccountId.LOCAL).session(real.session()).session().id())
        .isEqualTo(real.session());
    assertThat(world.ended()).isFalse();
    assertThat(world.catalog().accounts().list()).hasSize(2);
    assertThat(world.catalog().manifests().chargedBytes(ServerWorld.OTHER)).isZero();
  }

  @Test
  void anotherAgentChangesNothingOfAJobThatIsNotItsOwn() throws Exception {
    for (Route route : List.of(Route.STATE, Route.FINISH, Route.ATTACH, Route.WRITE_LOG)) {
      String body =
          route == Route.STATE
              ? "{\"lease\":"
                  + lease(real.running())
                  + ",\"state\":{\"status\":\"UPLOADING\",\"end\":{\"status\":\"CANCELED\","
                  + "\"message\":\"forged\"}}}"
              : finish(real.running());
      String query = route == Route.WRITE_LOG ? "?at=0&term=1" : "";
      Attack attack = new Attack(AGENT, route.path(real.running()) + query, utf8(body));
      assertThat(answer(route, attack, real)).startsWith("200 ").contains("STALE");
    }
    assertUnchanged();
    assertThat(world.people().log(real.running(), 0, Duration.ZERO).bytes().remaining()).isZero();
  }

  @Test
  void anAgentReadsWhatItsJobNeedsOnlyWhileTheJobIsItsOwn() throws Exception {
    Digest workspace = world.people().find(real.running().text()).workspace().digest();
    Attack read = get("agent-token", Route.BLOB_SIZE, "", workspace.hex());
    Attack other = get("agent-token", Route.BLOB_SIZE, "", real.blob().hex());
    assertThat(answer(Route.BLOB_SIZE, read, real)).startsWith("200 ");
    assertThat(answer(Route.BLOB_SIZE, other, real)).startsWith("404 ");

    world.agent().finish(new FinishRequest(new Lease(real.running(), 1), JobEnd.canceled()));

    assertThat(answer(Route.BLOB_SIZE, read, real)).startsWith("404 ");
  }

  @Test
  void bytesThatAnotherAccountHasAreChargedAndPossessedOnlyOnceUploaded() throws Exception {
    BlobStore attackers = world.store().as(ServerWorld.OTHER);
    assertThat(
            attackers
                .open(new SessionRequest("x", Optional.empty()))
                .findMissing(List.of(real.blob())))
        .containsExactly(real.blob());

    SmallUpload.upload(
        attackers, new SessionRequest("y", Optional.empty()), Map.of("copy", SECRET));

    assertThat(attackers.size(real.blob())).isEqualTo(SECRET.length());
  }
}
