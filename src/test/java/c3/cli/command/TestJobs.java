package c3.cli.command;

import c3.model.Digest;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobId;
import c3.model.JobSpec;
import c3.model.JobState;
import c3.model.ManifestSummary;
import c3.model.Specs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Jobs to look at.
public final class TestJobs {
  public static final Instant SUBMITTED = Instant.parse("2026-11-22T10:00:00Z");
  public static final ManifestSummary KEPT =
      new ManifestSummary(Digest.of(new byte[] {1}), 4, 1_300_000);

  /// What keeping that has charged.
  public static final long NEW_BYTES = 900_000;

  private TestJobs() {}

  public static JobId id(int number) {
    return new JobId("job_%013d_abcdef".formatted(number));
  }

  /// A job of the project digits that waits.
  public static Job pending(int number) {
    return job(number, new JobState.Pending(), Optional.empty());
  }

  /// The same, ended.
  public static Job ended(int number, JobEnd end, Optional<ManifestSummary> kept) {
    return job(number, new JobState.Ended(end), kept);
  }

  /// The same, succeeded, with artifacts.
  public static Job succeeded(int number) {
    return ended(number, JobEnd.exited(0), Optional.of(KEPT));
  }

  private static Job job(int number, JobState state, Optional<ManifestSummary> kept) {
    boolean over = state.status().isEnd();
    JobSpec spec = Specs.of("digits", Optional.of("train"));
    return new Job(
        id(number),
        spec,
        Optional.empty(),
        KEPT,
        List.of(),
        state,
        1,
        Optional.empty(),
        false,
        kept,
        kept.map(_ -> NEW_BYTES),
        new Job.Times(
            SUBMITTED,
            over ? Optional.of(SUBMITTED.plusSeconds(1)) : Optional.empty(),
            over ? Optional.of(SUBMITTED.plusMillis(4800)) : Optional.empty(),
            over ? Optional.of(SUBMITTED.plusSeconds(5)) : Optional.empty()));
  }
}
