package c3.agent;

import c3.collect.Collector;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.JobSpec;
import c3.model.Limits;
import c3.posix.FileNames;
import c3.store.SessionRequest;
import c3.transfer.Progress;
import c3.transfer.UploadResult;
import c3.transfer.Uploader;
import c3.wire.retry.Pause;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Uploads what one job left, with the patience that a result deserves: a server that does not
/// answer is tried for `Limits.uploadPatience`, one that answers that it cannot store for
/// `Limits.storePatience`, as is one at which other bytes arrive, a session that ended is opened
/// anew; a file that cannot be read is final. Patience is counted from the first of the failures in
/// a row. For one thread.
final class ArtifactUpload {
  private final SpoolRecord spooled;
  private final List<Collector.Root> roots;
  private final Uploader uploader;
  private final Limits limits;
  private final Pause pacing;
  private int session;

  /// @param work the job's workspace
  ArtifactUpload(SpoolRecord spooled, Path work, Uploader uploader, AgentTools tools) {
    this.spooled = spooled;
    this.roots = roots(spooled.job().spec(), work);
    this.uploader = uploader;
    this.limits = tools.limits();
    this.pacing = tools.pacing();
  }

  /// How it went.
  sealed interface Outcome {
    /// Everything is durable and held; commit it.
    record Uploaded(UploadResult result) implements Outcome {}

    /// It could not be stored.
    ///
    /// @param why the file and the reason, one line; then what is kept, another
    record Failed(String why) implements Outcome {}
  }

  /// Uploads the outputs from the workspace, which is only read. Repeatable: what the session holds
  /// already is not sent again.
  Outcome upload(Progress progress) throws IOException, InterruptedException {
    Backoff backoff = new Backoff(pacing);
    Trouble met = Trouble.FINAL;
    long since = pacing.nanos();
    while (true) {
      long began = pacing.nanos();
      try {
        return new Outcome.Uploaded(uploader.upload(request(), roots, progress));
      } catch (C3Exception e) {
        Trouble trouble = Trouble.of(e.code());
        if (trouble != met || wasThere(trouble, pacing.nanos() - began)) {
          since = pacing.nanos();
        }
        met = trouble;
        if (pacing.nanos() - since >= patience(trouble).toNanos()) {
          return failed(e);
        }
        if (e.code() == ErrorCode.SESSION_CLOSED) {
          beginAnew();
        }
        progress.on(new Progress.Event.Waiting(e.message()));
      } catch (InterruptedIOException | ClosedByInterruptException e) {
        throw e;
      } catch (IOException e) {
        return failed(String.valueOf(e.getMessage()));
      }
      backoff.pause();
    }
  }

  /// A hint to log in is for people: an agent shows a key of its own.
  private static String why(C3Exception e) {
    return e.code() == ErrorCode.UNAUTHORIZED
        ? e.message() + " (the agent's, in tokens.json of c3's folder)"
        : e.message() + e.hint().map(hint -> "; " + hint).orElse("");
  }

  /// The end of an upload that this has kept from going on.
  Outcome.Failed failed(C3Exception e) {
    return failed(why(e));
  }

  private Outcome.Failed failed(String why) {
    return new Outcome.Failed(why + "\n" + LeftFiles.in(roots));
  }

  /// The session is of no use any more: the next upload opens another.
  void beginAnew() {
    session++;
  }

  /// The key stays the same while its session may be open, so that what it holds, also after a
  /// death of the agent, is not sent again.
  private SessionRequest request() {
    String key = spooled.lease().job() + ":" + spooled.lease().term() + ":" + session;
    return new SessionRequest(key, Optional.of(spooled.lease()));
  }

  /// Whether a try went on for so long that the server must have been there meanwhile. Against a
  /// store that is full a long try proves nothing.
  private boolean wasThere(Trouble trouble, long nanos) {
    return trouble == Trouble.AWAY && nanos >= limits.uploadPatience().toNanos();
  }

  private Duration patience(Trouble trouble) {
    return switch (trouble) {
      case AWAY -> limits.uploadPatience();
      case UNABLE -> limits.storePatience();
      case FINAL -> Duration.ZERO;
    };
  }

  private enum Trouble {
    /// No server, or none that knows this agent or its session.
    AWAY,
    /// A server that cannot store now.
    UNABLE,
    /// Nothing that another try would change.
    FINAL;

    static Trouble of(ErrorCode code) {
      return switch (code) {
        case UNAVAILABLE, UNAUTHORIZED, BUILD_MISMATCH, SESSION_CLOSED -> AWAY;
        case STORAGE_FULL,
            STORAGE_READ_ONLY,
            STORAGE_FAILED,
            CORRUPTED,
            INTERNAL,
            CONCURRENCY_LIMIT ->
            UNABLE;
        case NOT_FOUND, INVALID, FORBIDDEN, CONFLICT, BLOBS_LOST -> FINAL;
      };
    }
  }

  /// A script may have put a link in the place of a folder on the way to an output: nothing outside
  /// the workspace is collected.
  private static List<Collector.Root> roots(JobSpec spec, Path work) {
    return spec.outputs().stream()
        .map(output ->
            new Collector.Root(
                work,
                FileNames.resolve(work, output.directory().bytes()),
                output.prefix(),
                Collector.Filter.EVERYTHING))
        .toList();
  }
}
