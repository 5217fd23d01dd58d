package c3.agent;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.JobId;
import c3.model.JobState;
import c3.model.Keeping;
import c3.model.Lease;
import c3.wire.AgentControl;
import c3.wire.message.FinishAnswer;
import c3.wire.message.FinishRequest;
import c3.wire.message.LeaseAnswer;
import c3.wire.message.LogAnswer;
import c3.wire.message.LogChunk;
import c3.wire.message.PollAnswer;
import c3.wire.message.PollRequest;
import c3.wire.retry.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Repeats what an agent reports until a server answers, however long that takes: a report is never
/// given up. Only UPLOADING is, since an upload begins with it: it has an upload's patience, and
/// then throws what the last try met. A poll, a piece of log, and how far an upload has come are
/// not repeated here, since by the next try there is more to say.
final class PatientAgentControl implements AgentControl {
  /// What may be different at the next try.
  static final Set<ErrorCode> PASSING =
      Set.of(
          ErrorCode.UNAVAILABLE,
          ErrorCode.UNAUTHORIZED,
          ErrorCode.BUILD_MISMATCH,
          ErrorCode.STORAGE_FULL,
          ErrorCode.STORAGE_READ_ONLY,
          ErrorCode.STORAGE_FAILED,
          ErrorCode.CONCURRENCY_LIMIT,
          ErrorCode.INTERNAL);

  private static final Duration ENDLESS = Duration.ofNanos(Long.MAX_VALUE);

  private final AgentControl control;
  private final Duration uploadPatience;
  private final Pause pacing;

  PatientAgentControl(AgentControl control, Duration uploadPatience, Pause pacing) {
    this.control = control;
    this.uploadPatience = uploadPatience;
    this.pacing = pacing;
  }

  @Override
  public PollAnswer poll(PollRequest request) throws IOException {
    return control.poll(request);
  }

  @Override
  public LogAnswer log(Lease lease, LogChunk chunk) throws IOException {
    return control.log(lease, chunk);
  }

  @Override
  public LeaseAnswer state(Lease lease, JobState state) throws IOException {
    Duration patience =
        switch (state) {
          case JobState.Uploading(_, Optional<Keeping> keeping) when keeping.isPresent() ->
              Duration.ZERO;
          case JobState.Uploading _ -> uploadPatience;
          default -> ENDLESS;
        };
    return patiently(() -> control.state(lease, state), patience);
  }

  @Override
  public FinishAnswer finish(FinishRequest request) throws IOException {
    return patiently(() -> control.finish(request), ENDLESS);
  }

  @Override
  public FinishAnswer attach(FinishRequest request) throws IOException {
    return patiently(() -> control.attach(request), ENDLESS);
  }

  /// Once: the order stands until it is answered, and then there is another occasion.
  @Override
  public void notRecovered(JobId job, String why) throws IOException {
    control.notRecovered(job, why);
  }

  private interface Call<T> {
    T call() throws IOException;
  }

  private <T> T patiently(Call<T> call, Duration patience) throws IOException {
    Backoff backoff = new Backoff(pacing);
    long since = pacing.nanos();
    while (true) {
      try {
        return call.call();
      } catch (C3Exception e) {
        if (!PASSING.contains(e.code()) || pacing.nanos() - since >= patience.toNanos()) {
          throw e;
        }
      }
      try {
        backoff.pause();
      } catch (InterruptedException e) {
        throw AgentEnding.noticed();
      }
    }
  }
}
