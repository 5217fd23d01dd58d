package c3.wire.codec;

import c3.model.AccountName;
import c3.model.AgentName;
import c3.model.Digest;
import c3.model.EntryPath;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobBounds;
import c3.model.JobEnd;
import c3.model.JobId;
import c3.model.JobInput;
import c3.model.JobSpec;
import c3.model.JobState;
import c3.model.Keeping;
import c3.model.Lease;
import c3.model.ManifestSummary;
import c3.model.ProjectName;
import c3.model.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Values of the model with every field set, for tests.
public final class Samples {
  /// The digest of `hello`, and a path that is no text.
  public static final Digest DIGEST = Digest.of("hello".getBytes(StandardCharsets.UTF_8));

  public static final EntryPath BYTES_PATH = EntryPath.ofBytes(new byte[] {'x', '/', (byte) 0xff});
  public static final SessionId SESSION = new SessionId("0123456789abcdef0123456789abcdef");
  public static final JobId JOB_ID = new JobId("job_1795351023411_x6wm3l");
  public static final Lease LEASE = new Lease(JOB_ID, 3);
  public static final ManifestSummary MANIFEST = new ManifestSummary(DIGEST, 4, 1_300_000);

  private Samples() {}

  public static Keeping keeping() {
    return new Keeping(
        new Keeping.Amount(7, 34),
        new Keeping.Amount(4, 12),
        "a/b",
        "full",
        Duration.ofMillis(1500));
  }

  public static JobSpec spec() {
    return new JobSpec(
        new ProjectName("digits"),
        Optional.of("train"),
        List.of("bash", "train.sh"),
        EntryPath.of("sub"),
        List.of(new JobSpec.Output(EntryPath.of("results"), EntryPath.of("results"))),
        List.of(new JobSpec.Mount("/datasets/x/@v3", "/data/x")),
        Optional.of(Duration.ofHours(2)),
        Map.of("B", "2", "A", "1"),
        new JobSpec.Placement(
            Optional.of("local"),
            Optional.of("small"),
            false,
            Optional.of(Duration.ofMinutes(5)),
            JobBounds.NONE),
        Optional.empty());
  }

  public static JobEnd failed() {
    return JobEnd.failed(FailureReason.UPLOAD_ERROR, OptionalInt.of(0), "no space left");
  }

  public static Job job() {
    return job(Optional.empty());
  }

  /// The same, submitted by somebody.
  public static Job job(Optional<AccountName> submittedBy) {
    return new Job(
        JOB_ID,
        spec(),
        submittedBy,
        MANIFEST,
        List.of(new JobInput("/datasets/x/@v3", "/data/x", MANIFEST, BYTES_PATH)),
        new JobState.Ended(failed()),
        3,
        Optional.of(new AgentName("local")),
        true,
        Optional.of(MANIFEST),
        Optional.empty(),
        new Job.Times(
            Instant.parse("2026-11-22T10:02:00Z"),
            Optional.of(Instant.parse("2026-11-22T10:02:01.5Z")),
            Optional.empty(),
            Optional.of(Instant.parse("2026-11-22T10:03:00.000000001Z"))));
  }
}
