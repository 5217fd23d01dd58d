package c3.agent;

import c3.collect.Collector;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.JobSpec;
import c3.model.Limits;
import c3.store.SessionRequest;
import c3.transfer.Progress;
import c3.transfer.UploadResult;
import c3.transfer.Uploader;
import c3.wire.retry.Pause;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Uploads what a job left, with the patience that a result deserves: a server that does not answer
/// is tried for `Limits.uploadPatience`, one that answers that it cannot store for
/// `Limits.storePatience`, a session that ended is opened anew; a file that cannot be read is
/// final.
final class ArtifactUpload {
  private final Limits limits;
  private final Pause pacing;

  ArtifactUpload(Limits limits, Pause pacing) {
    this.limits = limits;
    this.pacing = pacing;
  }

  /// How it went.
  sealed interface Outcome {
    /// Everything is durable and held; commit it.
    record Uploaded(UploadResult result) implements Outcome {}

    /// It could not be stored, for this reason.
    record Failed(String why) implements Outcome {}
  }

  /// Uploads the outputs of a job from its workspace. The spool is not touched.
  Outcome upload(SpoolRecord spooled, Spool spool, Uploader uploader, Progress progress)
      throws IOException, InterruptedException {
    List<Collector.Root> roots = roots(spooled.job().spec(), spool.work());
    Backoff backoff = new Backoff(pacing);
    long started = pacing.nanos();
    for (int attempt = 0; ; attempt++) {
      // Each attempt may find its session closed, so each has a key of its own; what the earlier
      // one sent is found by its digests.
      String key = spooled.lease().job() + ":" + spooled.lease().term() + ":" + attempt;
      try {
        return new Outcome.Uploaded(
            uploader.upload(
                new SessionRequest(key, Optional.of(spooled.lease())), roots, progress));
      } catch (C3Exception e) {
        Duration patience = patience(e.code());
        if (pacing.nanos() - started > patience.toNanos()) {
          return new Outcome.Failed(e.message());
        }
        progress.on(new Progress.Event.Waiting(e.message()));
      } catch (java.nio.file.FileSystemException e) {
        return new Outcome.Failed(String.valueOf(e.getMessage()));
      }
      backoff.pause();
    }
  }

  private Duration patience(ErrorCode code) {
    return switch (code) {
      case UNAVAILABLE, UNAUTHORIZED, BUILD_MISMATCH, SESSION_CLOSED -> limits.uploadPatience();
      case STORAGE_FULL, STORAGE_READ_ONLY, INTERNAL, CONCURRENCY_LIMIT -> limits.storePatience();
      case NOT_FOUND, INVALID, FORBIDDEN, CONFLICT, BLOBS_LOST, CORRUPTED -> Duration.ZERO;
    };
  }

  private static List<Collector.Root> roots(JobSpec spec, Path work) {
    return spec.outputs().stream()
        .map(output ->
            new Collector.Root(
                c3.posix.FileNames.resolve(work, output.directory().bytes()),
                output.prefix(),
                Collector.Filter.EVERYTHING))
        .toList();
  }
}
