package c3.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import c3.model.Account;
import c3.model.AccountId;
import c3.model.AccountName;
import c3.model.AgentName;
import c3.model.ApiKey;
import c3.model.Balance;
import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Hardware;
import c3.model.HardwareProfile;
import c3.model.JobBounds;
import c3.model.JobEnd;
import c3.model.JobState;
import c3.model.LinkTarget;
import c3.model.Member;
import c3.model.Membership;
import c3.model.MountSupport;
import c3.model.ProjectName;
import c3.model.Role;
import c3.store.BlobCorrupt;
import c3.store.DropFolder.Drop;
import c3.store.HandOver.Result;
import c3.store.SessionRequest;
import c3.wire.UserControl.Bounds;
import c3.wire.message.BundleDropRequest;
import c3.wire.message.CommitAnswer;
import c3.wire.message.DropRequest;
import c3.wire.message.FinishAnswer;
import c3.wire.message.FinishRequest;
import c3.wire.message.KeyRequest;
import c3.wire.message.LeaseAnswer;
import c3.wire.message.Listing;
import c3.wire.message.Listing.Item;
import c3.wire.message.Located;
import c3.wire.message.LogAnswer;
import c3.wire.message.OpenedSession;
import c3.wire.message.PollAnswer;
import c3.wire.message.PollRequest;
import c3.wire.message.PublishRequest;
import c3.wire.message.RemoveRequest;
import c3.wire.message.ServerStatus;
import c3.wire.message.StateReport;
import c3.wire.message.SubmitRequest;
import c3.wire.message.UploadAnswer;
import c3.wire.message.UploadRequest;
import c3.wire.message.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The JSON form of every message, byte for byte. What stands here is on wires and in databases: it
/// is added to, never edited.
class GoldenMessagesTest {
  private static final String HEX =
      "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  private static final String MANIFEST =
      "{\"digest\":\"" + HEX + "\",\"files\":4,\"bytes\":1300000}";
  private static final String LEASE = "{\"job\":\"job_1795351023411_x6wm3l\",\"term\":3}";
  private static final String SPEC =
      """
      {"project":"digits","name":"train","command":["bash","train.sh"],"directory":"sub",\
      "outputs":[{"directory":"results","prefix":"results"}],\
      "mounts":[{"reference":"/datasets/x/@v3","target":"/data/x"}],"timeLimitMillis":7200000,\
      "environment":{"A":"1","B":"2"},"placement":{"provider":"local","hardware":"small",\
      "waitWhenUnavailable":false,"waitMaxMillis":300000}}\
      """;
  private static final String END =
      """
      {"status":"FAILED","reason":"UPLOAD_ERROR","exitCode":0,"message":"no space left"}\
      """;
  private static final String JOB =
      "{\"id\":\"job_1795351023411_x6wm3l\",\"spec\":"
          + SPEC
          + ",\"workspace\":"
          + MANIFEST
          + ",\"inputs\":[{\"reference\":\"/datasets/x/@v3\",\"target\":\"/data/x\",\"manifest\":"
          + MANIFEST
          + ",\"belowBase64\":\"eC//\"}],\"state\":{\"status\":\"FAILED\",\"end\":"
          + END
          + "},\"term\":3,\"agent\":\"local\",\"cancelRequested\":true,\"artifacts\":"
          + MANIFEST
          + ",\"submitted\":\"2026-11-22T10:02:00Z\",\"started\":\"2026-11-22T10:02:01.500Z\""
          + ",\"ended\":\"2026-11-22T10:03:00.000000001Z\"}";
  private static final Hardware MACHINE =
      new Hardware(
          8,
          64_000_000_000L,
          List.of(new Hardware.Gpu(0, "NVIDIA H100", 80_000_000_000L)),
          new Hardware.Bounding(true, false, "memory is another's"));
  private static final String HARDWARE =
      """
      {"cpus":8,"memoryBytes":64000000000,"gpus":[{"index":0,"name":"NVIDIA H100",\
      "memoryBytes":80000000000}],"bounding":{"cpus":true,"memory":false,\
      "why":"memory is another's"}}\
      """;
  private static final JobBounds HALF =
      new JobBounds(OptionalInt.of(500), OptionalLong.of(2_000_000_000L), OptionalInt.of(1));
  private static final String BOUNDS = "{\"cpuMillis\":500,\"memoryBytes\":2000000000,\"gpus\":1}";
  private static final UUID NAME = UUID.fromString("123e4567-e89b-42d3-a456-426614174000");

  private final List<DynamicTest> cases = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> messagesKeepTheirForm() {
    jobs();
    data();
    agents();
    sessions();
    blobs();
    accounts();
    return cases.stream();
  }

  private <T> void pin(Codec<T> codec, T value, String json) {
    cases.add(
        dynamicTest(
            codec.getClass().getSimpleName() + " " + cases.size(),
            () -> {
              assertThat(codec.encodeText(value)).isEqualTo(json);
              assertThat(codec.decodeText(json)).isEqualTo(value);
            }));
  }

  private void jobs() {
    pin(new JobSpecJson(), Samples.spec(), SPEC);
    pin(new JobJson(), Samples.job(), JOB);
    pin(new ListJson<>("jobs", new JobJson()), List.of(Samples.job()), "{\"jobs\":[" + JOB + "]}");
    pin(
        new JobJson(),
        Samples.job(Optional.of(new AccountName("bob"))),
        JOB.replace(",\"workspace\":", ",\"submittedBy\":\"bob\",\"workspace\":"));
    pin(
        new JobJson(),
        Samples.job().charged(900_000),
        JOB.replace(",\"submitted\":", ",\"newBytes\":900000,\"submitted\":"));
    pin(new JobEndJson(), Samples.failed(), END);
    pin(
        new JobSpecJson(),
        Samples.spec().at(Samples.spec().placement().within(HALF)),
        SPEC.replace("300000}", "300000,\"bounds\":" + BOUNDS + "}"));
    pin(
        new HardwareProfileJson(),
        new HardwareProfile("half", "local", HALF, Optional.of(MACHINE), Optional.of("busy")),
        "{\"name\":\"half\",\"provider\":\"local\",\"bounds\":"
            + BOUNDS
            + ",\"machine\":"
            + HARDWARE
            + ",\"missing\":\"busy\"}");
    pin(new JobEndJson(), JobEnd.canceled(), "{\"status\":\"CANCELED\",\"message\":\"canceled\"}");
    pin(new JobStateJson(), new JobState.Running(), "{\"status\":\"RUNNING\"}");
    pin(
        new JobStateJson(),
        new JobState.Uploading(Samples.failed()),
        "{\"status\":\"UPLOADING\",\"end\":" + END + "}");
    pin(
        new JobStateJson(),
        new JobState.Uploading(Samples.failed(), Optional.of(Samples.keeping())),
        "{\"status\":\"UPLOADING\",\"end\":"
            + END
            + ",\"keeping\":{\"files\":7,\"bytes\":34,\"doneFiles\":4,\"doneBytes\":12,"
            + "\"at\":\"a/b\",\"waiting\":\"full\",\"millis\":1500}}");
    pin(
        new SubmitRequestJson(),
        new SubmitRequest("k", Samples.spec(), Samples.DIGEST),
        "{\"key\":\"k\",\"spec\":" + SPEC + ",\"workspace\":\"" + HEX + "\"}");
    pin(
        new ServerStatusJson(),
        new ServerStatus(
            "0.1.0",
            "0123456789ab",
            Optional.of(
                new ServerStatus.Machine(
                    42,
                    Path.of("/home/ü"),
                    Path.of("/h/server.log"),
                    Path.of("/h/store"),
                    Optional.empty())),
            1,
            2),
        """
        {"version":"0.1.0","build":"0123456789ab","pid":42,"home":"/home/ü",\
        "log":"/h/server.log","store":"/h/store","running":1,"pending":2}\
        """);
    pin(
        new ServerStatusJson(),
        new ServerStatus(
            "0.1.0",
            "0123456789ab",
            Optional.of(
                new ServerStatus.Machine(
                    42, Path.of("/h"), Path.of("/h/log"), Path.of("/h/store"), Optional.of(7L))),
            1,
            2),
        """
        {"version":"0.1.0","build":"0123456789ab","pid":42,"home":"/h","log":"/h/log",\
        "store":"/h/store","freeBytes":7,"running":1,"pending":2}\
        """);
    pin(
        new ServerStatusJson(),
        new ServerStatus("0.1.0", "0123456789ab", Optional.empty(), 1, 2),
        """
        {"version":"0.1.0","build":"0123456789ab","running":1,"pending":2}\
        """);
  }

  private void data() {
    pin(new ManifestSummaryJson(), Samples.MANIFEST, MANIFEST);
    Instant then = Instant.parse("1969-12-31T23:59:59.999999999Z");
    pin(
        new ListingJson(),
        new Listing(
            "/jobs/",
            true,
            List.of(
                new Item.File(EntryPath.of("a"), 1, true, Optional.of(then), Samples.DIGEST, false),
                new Item.File(EntryPath.of("b"), 2, false, Optional.empty(), Samples.DIGEST, true),
                new Item.Link(
                    Samples.BYTES_PATH, LinkTarget.ofBytes(new byte[] {'.', (byte) 0x80})),
                new Item.Directory(
                    EntryPath.of("ü"), Optional.of(2L), Optional.of(3L), Optional.empty())),
            Optional.of(Samples.BYTES_PATH)),
        "{\"path\":\"/jobs/\",\"directory\":true,\"items\":["
            + "{\"kind\":\"file\",\"name\":\"a\",\"sizeBytes\":1,\"executable\":true,"
            + "\"modified\":\"1969-12-31T23:59:59.999999999Z\",\"digest\":\""
            + HEX
            + "\"},{\"kind\":\"file\",\"name\":\"b\",\"sizeBytes\":2,\"executable\":false,"
            + "\"digest\":\""
            + HEX
            + "\",\"changed\":true"
            + "},{\"kind\":\"link\",\"nameBase64\":\"eC//\",\"targetBase64\":\"LoA=\"},"
            + "{\"kind\":\"directory\",\"name\":\"ü\",\"files\":2,\"bytes\":3}],"
            + "\"nextBase64\":\"eC//\"}");
    pin(
        new LocatedJson(),
        new Located("/jobs/j/", Samples.MANIFEST, EntryPath.ROOT),
        "{\"path\":\"/jobs/j/\",\"manifest\":" + MANIFEST + ",\"below\":\"\"}");
    pin(
        new UsageJson(),
        new Usage(1, 2, 3, 4, List.of("/datasets/x/@v1/")),
        """
        {"files":1,"logicalBytes":2,"distinctBytes":3,"uniqueBytes":4,\
        "sharedWith":["/datasets/x/@v1/"]}\
        """);
    pin(
        new RemoveRequestJson(),
        new RemoveRequest("/jobs/j/", true),
        "{\"path\":\"/jobs/j/\",\"dryRun\":true}");
    pin(new TextsJson("paths"), List.of("/a", "/b"), "{\"paths\":[\"/a\",\"/b\"]}");
    pin(new FlagJson("force"), true, "{\"force\":true}");
    pin(
        new CommitAnswerJson(),
        new CommitAnswer.Committed(Samples.MANIFEST, Optional.empty()),
        "{\"manifest\":" + MANIFEST + "}");
    pin(
        new CommitAnswerJson(),
        new CommitAnswer.Committed(Samples.MANIFEST, Optional.of("/datasets/x/@v2/")),
        "{\"manifest\":" + MANIFEST + ",\"path\":\"/datasets/x/@v2/\"}");
    pin(new CommitAnswerJson(), new CommitAnswer.BlobsLost(List.of(Samples.DIGEST)), lost());
  }

  private static String lost() {
    return "{\"error\":{\"code\":\"BLOBS_LOST\",\"message\":"
        + "\"1 of the manifest's blobs are not held; upload them again\"},\"blobs\":[\""
        + HEX
        + "\"]}";
  }

  private void accounts() {
    pin(
        new AccountJson(),
        new Account(new AccountId(2), new AccountName("ann"), 5, Account.UNBOUNDED),
        """
        {"id":2,"name":"ann","quotaBytes":5,"jobsMax":9223372036854775807}\
        """);
    Instant then = Instant.parse("2026-11-22T10:02:00Z");
    pin(
        new ApiKeyJson(),
        new ApiKey(3, "laptop", "c3_key_1", then, Optional.of(then), Optional.of(then)),
        """
        {"number":3,"name":"laptop","prefix":"c3_key_1","created":"2026-11-22T10:02:00Z",\
        "expires":"2026-11-22T10:02:00Z","revoked":"2026-11-22T10:02:00Z"}\
        """);
    pin(
        new MembershipJson(),
        new Membership(new ProjectName("ann.digits"), new AccountName("ann"), Role.READER),
        "{\"project\":\"ann.digits\",\"owner\":\"ann\",\"role\":\"READER\"}");
    pin(
        new MemberJson(),
        new Member(new AccountName("bob"), Role.WRITER),
        "{\"user\":\"bob\",\"role\":\"WRITER\"}");
    pin(new RoleJson(), Role.OWNER, "{\"role\":\"OWNER\"}");
    pin(
        new KeyRequestJson(),
        new KeyRequest(
            Optional.of(new AccountName("ann")),
            Samples.DIGEST,
            "laptop",
            "c3_key_1",
            Optional.of(Duration.ofDays(1))),
        "{\"user\":\"ann\",\"sha256\":\""
            + HEX
            + "\",\"name\":\"laptop\",\"prefix\":\"c3_key_1\",\"validMillis\":86400000}");
    pin(
        new BalanceJson(),
        new Balance(1, 2, 3, 0, 4, 5, 6),
        """
        {"chargedBytes":1,"logicalBytes":2,"storedBytes":3,"quotaBytes":4,"jobs":5,"datasets":6}\
        """);
    pin(
        new BalanceJson(),
        new Balance(1, 2, 3, 7, 4, 5, 6),
        """
        {"chargedBytes":1,"logicalBytes":2,"storedBytes":3,"unchargedBytes":7,"quotaBytes":4,\
        "jobs":5,"datasets":6}\
        """);
    pin(new BoundsJson(), new Bounds(Optional.of(1L), Optional.empty()), "{\"quotaBytes\":1}");
    pin(new BoundsJson(), new Bounds(Optional.empty(), Optional.of(2L)), "{\"jobsMax\":2}");
  }

  private void agents() {
    pin(new LeaseJson(), Samples.LEASE, LEASE);
    pin(
        new PollRequestJson(),
        new PollRequest(
            new AgentName("local"),
            List.of(Samples.LEASE),
            2,
            MountSupport.ANY,
            Optional.empty(),
            Set.of(),
            Duration.ofSeconds(20)),
        "{\"agent\":\"local\",\"holding\":["
            + LEASE
            + "],\"freeSlots\":2,\"mounts\":\"ANY\",\"tools\":[],\"waitMillis\":20000}");
    pin(
        new PollRequestJson(),
        new PollRequest(
            new AgentName("local"),
            List.of(),
            2,
            MountSupport.RELATIVE,
            Optional.of(MACHINE),
            Set.of("uv"),
            Duration.ZERO),
        "{\"agent\":\"local\",\"holding\":[],\"freeSlots\":2,\"mounts\":\"RELATIVE\",\"hardware\":"
            + HARDWARE
            + ",\"tools\":[\"uv\"],\"waitMillis\":0}");
    pin(
        new PollAnswerJson(),
        new PollAnswer(
            List.of(Samples.job()),
            List.of(Samples.JOB_ID),
            List.of(Samples.LEASE),
            List.of(Samples.LEASE),
            List.of(Samples.JOB_ID)),
        "{\"assigned\":["
            + JOB
            + "],\"cancel\":[\"job_1795351023411_x6wm3l\"],\"ended\":["
            + LEASE
            + "],\"stale\":["
            + LEASE
            + "],\"recover\":[\"job_1795351023411_x6wm3l\"]}");
    pin(
        new StateReportJson(),
        new StateReport(Samples.LEASE, new JobState.Staging()),
        "{\"lease\":" + LEASE + ",\"state\":{\"status\":\"STAGING\"}}");
    pin(new LeaseAnswerJson(), LeaseAnswer.ENDED, "{\"lease\":\"ENDED\"}");
    pin(
        new LogAnswerJson(),
        new LogAnswer(LeaseAnswer.CURRENT, 7),
        "{\"lease\":\"CURRENT\",\"next\":7}");
    pin(
        new FinishRequestJson(),
        new FinishRequest(
            Samples.LEASE,
            Samples.failed(),
            Optional.of(new FinishRequest.Artifacts(Samples.SESSION, Samples.DIGEST))),
        "{\"lease\":"
            + LEASE
            + ",\"end\":"
            + END
            + ",\"session\":\"0123456789abcdef0123456789abcdef\",\"manifest\":\""
            + HEX
            + "\"}");
    pin(
        new FinishRequestJson(),
        new FinishRequest(Samples.LEASE, Samples.failed()),
        "{\"lease\":" + LEASE + ",\"end\":" + END + "}");
    pin(new FinishAnswerJson(), new FinishAnswer.Recorded(Samples.job()), "{\"job\":" + JOB + "}");
    pin(new FinishAnswerJson(), new FinishAnswer.Stale(), "{\"lease\":\"STALE\"}");
    pin(new FinishAnswerJson(), new FinishAnswer.BlobsLost(List.of(Samples.DIGEST)), lost());
  }

  private void sessions() {
    pin(
        new SessionRequestJson(),
        new SessionRequest("k", Optional.of(Samples.LEASE)),
        "{\"key\":\"k\",\"lease\":" + LEASE + "}");
    pin(
        new OpenedSessionJson(),
        new OpenedSession(Samples.SESSION, Optional.of(Path.of("/s/tmp"))),
        "{\"session\":\"0123456789abcdef0123456789abcdef\",\"dropFolder\":\"/s/tmp\"}");
    Drop drop = new Drop(NAME, 5);
    String dropJson = "{\"name\":\"123e4567-e89b-42d3-a456-426614174000\",\"sizeBytes\":5}";
    pin(
        new DropRequestJson(),
        new DropRequest("n", List.of(drop)),
        "{\"nonce\":\"n\",\"drops\":[" + dropJson + "]}");
    pin(
        new BundleDropRequestJson(),
        new BundleDropRequest("n", drop, Samples.DIGEST),
        "{\"nonce\":\"n\",\"drop\":" + dropJson + ",\"sha256\":\"" + HEX + "\"}");
    pin(
        new DropResultsJson(),
        List.of(new Result.Taken(Samples.DIGEST, 5), new Result.SendInstead("busy")),
        "{\"results\":[{\"digest\":\"" + HEX + "\",\"sizeBytes\":5},{\"sendInstead\":\"busy\"}]}");
    pin(
        new UploadRequestJson(),
        new UploadRequest(Samples.DIGEST, 5),
        "{\"digest\":\"" + HEX + "\",\"sizeBytes\":5}");
    pin(new UploadAnswerJson(), new UploadAnswer.Stored(), "{\"stored\":true}");
    pin(
        new UploadAnswerJson(),
        new UploadAnswer.Wanted(64, new TreeSet<>(List.of(0, 2))),
        "{\"partBytes\":64,\"parts\":[0,2]}");
  }

  private void blobs() {
    pin(new NumberJson("sizeBytes"), 5L, "{\"sizeBytes\":5}");
    pin(new PathJson("proofFile"), Path.of("/a/b"), "{\"proofFile\":\"/a/b\"}");
    PublishRequestJson commits = new PublishRequestJson(Samples.SESSION);
    pin(
        commits,
        new PublishRequest(Samples.SESSION, Samples.DIGEST),
        "{\"manifest\":\"" + HEX + "\"}");
    pin(
        commits,
        new PublishRequest(Samples.SESSION, Samples.DIGEST, Optional.of("/datasets/x/")),
        "{\"manifest\":\"" + HEX + "\",\"dataset\":\"/datasets/x/\"}");
  }

  @TestFactory
  Stream<DynamicTest> errorsKeepTheirForm() {
    return Stream.of(
        dynamicTest(
            "with a hint",
            () ->
                assertThat(
                        new ErrorJson()
                            .encodeText(
                                new C3Exception(
                                    ErrorCode.NOT_FOUND, "no job x", Optional.of("c3 squeue"))))
                    .isEqualTo(
                        """
                        {"error":{"code":"NOT_FOUND","message":"no job x","hint":"c3 squeue"}}\
                        """)),
        dynamicTest(
            "about a field of .c3",
            () -> {
              C3Exception refused = new C3Exception(ErrorCode.INVALID, "no such").about("hardware");
              String json = new ErrorJson().encodeText(refused);
              assertThat(json)
                  .isEqualTo(
                      """
                      {"error":{"code":"INVALID","message":"no such","field":"hardware"}}\
                      """);
              assertThat(new ErrorJson().decodeText(json).field()).hasValue("hardware");
            }),
        dynamicTest(
            "of a damaged blob",
            () -> {
              BlobCorrupt damaged = new BlobCorrupt(Samples.DIGEST, "a bit flipped");
              String json = new ErrorJson().encodeText(damaged);
              assertThat(json)
                  .isEqualTo(
                      "{\"error\":{\"code\":\"CORRUPTED\",\"message\":\"blob "
                          + HEX
                          + " is damaged: a bit flipped\",\"blob\":\""
                          + HEX
                          + "\"}}");
              assertThat(new ErrorJson().decodeText(json))
                  .isInstanceOf(BlobCorrupt.class)
                  .hasMessage(damaged.getMessage());
            }));
  }
}
