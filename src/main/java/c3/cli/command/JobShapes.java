package c3.cli.command;

import c3.json.JsonObject;
import c3.json.JsonValue.Nothing;
import c3.model.AccountName;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobSpec;
import c3.model.JobState;
import c3.model.ManifestSummary;
import java.time.Instant;
import java.util.Optional;

/// A job as programs read it: the shapes of docs/api.md. Every field always stands; null says that
/// there is nothing to say.
final class JobShapes {
  private static final String LOCAL = "local";

  private JobShapes() {}

  /// One row of `squeue --json`.
  static JsonObject row(Job job) {
    Optional<JobEnd> end = end(job);
    JsonObject.Builder row =
        JsonObject.with()
            .put("job_id", job.id().text())
            .put("id", job.id().text())
            .put("status", job.status().name())
            .putOrNull("reason", end.flatMap(JobEnd::reason).map(FailureReason::name))
            .put("project", job.spec().project().text())
            .putOrNull("submitted_by", job.submittedBy().map(AccountName::text))
            .putOrNull("job_name", job.spec().name())
            .put("provider", provider(job))
            .put("hardware_profile", hardware(job))
            .put("submitted_at", job.times().submitted().toString())
            .putOrNull("started_at", job.times().started().map(Instant::toString))
            .putOrNull("ended_at", job.times().ended().map(Instant::toString));
    Optional<ManifestSummary> kept = job.artifacts();
    return row.putWholeOrNull("files", kept.map(ManifestSummary::files))
        .putWholeOrNull("bytes", kept.map(ManifestSummary::bytes))
        .putWholeOrNull("new_bytes", kept.flatMap(_ -> job.newBytes()))
        .build();
  }

  /// `status --json`: the row and how the job ended.
  static JsonObject status(Job job) {
    Optional<JobEnd> end = end(job);
    JsonObject.Builder status = JsonObject.with();
    row(job).fields().forEach(status::put);
    Optional<Long> code =
        end.map(JobEnd::exitCode)
            .filter(exit -> exit.isPresent())
            .map(exit -> (long) exit.getAsInt());
    status
        .putWholeOrNull("exit_code", code)
        .putOrNull("message", end.map(JobEnd::message).filter(message -> !message.isEmpty()))
        .put("cancel_requested", job.cancelRequested())
        .put("artifacts", job.artifacts().isPresent())
        .put("path", "/jobs/" + job.id() + "/")
        .putAll(
            "inputs",
            job.inputs().stream()
                .map(input ->
                    JsonObject.with()
                        .put("ref", input.reference())
                        .put("mount", input.target())
                        .put("manifest", input.manifest().digest().toString())
                        .build())
                .toList());
    return status.build();
  }

  /// `deploy --json`.
  static JsonObject deployed(Job job) {
    return JsonObject.with()
        .put("id", job.id().text())
        .put("status", job.status().name())
        .put("provider", provider(job))
        .put("hardware_profile", hardware(job))
        .put("dashboard_url", new Nothing())
        .build();
  }

  static Optional<JobEnd> end(Job job) {
    return job.state() instanceof JobState.Ended ended
        ? Optional.of(ended.end())
        : Optional.empty();
  }

  private static String provider(Job job) {
    return placement(job).provider().orElse(LOCAL);
  }

  private static String hardware(Job job) {
    return placement(job).hardware().orElse(LOCAL);
  }

  private static JobSpec.Placement placement(Job job) {
    return job.spec().placement();
  }
}
