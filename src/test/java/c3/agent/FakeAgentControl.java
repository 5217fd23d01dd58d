package c3.agent;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobId;
import c3.model.JobState;
import c3.model.JobStatus;
import c3.model.Keeping;
import c3.model.Lease;
import c3.model.ManifestSummary;
import c3.model.SessionId;
import c3.wire.AgentControl;
import c3.wire.message.FinishAnswer;
import c3.wire.message.FinishRequest;
import c3.wire.message.LeaseAnswer;
import c3.wire.message.LogAnswer;
import c3.wire.message.LogChunk;
import c3.wire.message.PollAnswer;
import c3.wire.message.PollRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// A control plane of one job on the heap, which keeps the promises of one. A test may let the next
/// calls fail, look at each call before it is answered, and do to the job what others might do.
final class FakeAgentControl implements AgentControl {
  private static final long POLL_NANOS = 5_000_000;

  private final Queue<PollAnswer> polls = new ConcurrentLinkedQueue<>();
  private final List<String> calls = new ArrayList<>();
  private final List<Keeping> keepings = new ArrayList<>();
  private final Set<SessionId> gone = new HashSet<>();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private Job job;
  private Touch touch = call -> {};
  private volatile Runnable idle = () -> {};
  private volatile Consumer<PollRequest> polled = request -> {};
  private long logNext;
  private int lostCommits;
  private boolean lostAnswer;

  /// Hears of a call before it is answered.
  interface Touch {
    void before(String call) throws IOException;
  }

  FakeAgentControl(Job job) {
    this.job = job;
  }

  /// Called with what each call is about: `STAGING`, `RUNNING`, `UPLOADING`, `finish`, `attach`, or
  /// `log ` and its text.
  synchronized FakeAgentControl touched(Touch by) {
    touch = by;
    return this;
  }

  /// Lets the next calls of a kind fail.
  void failing(String kind, int times, ErrorCode code) {
    int[] left = {times};
    touched(call -> {
      if (call.startsWith(kind) && left[0]-- > 0) {
        throw new C3Exception(code, "the test says so");
      }
    });
  }

  synchronized void loseCommits(int times) {
    lostCommits = times;
  }

  /// The next commit is made, and nobody hears of it.
  synchronized void loseAnswer() {
    lostAnswer = true;
  }

  void answerPolls(PollAnswer... answers) {
    polls.addAll(List.of(answers));
  }

  /// Hears of each poll, also while another call is being answered.
  void whenPolled(Consumer<PollRequest> by) {
    polled = by;
  }

  /// Called when there is nothing to answer to a poll of an agent that holds nothing.
  void whenIdle(Runnable then) {
    idle = then;
  }

  synchronized Job job() {
    return job;
  }

  synchronized void job(Job now) {
    job = now;
  }

  synchronized void endElsewhere(JobEnd end) {
    job = job.ended(end, Instant.EPOCH);
  }

  synchronized JobEnd end() {
    return ((JobState.Ended) job.state()).end();
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  synchronized long times(String call) {
    return calls.stream().filter(call::equals).count();
  }

  synchronized String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  private synchronized void note(String call) throws IOException {
    if (!call.startsWith("log ")) {
      calls.add(call);
    }
    touch.before(call);
  }

  private LeaseAnswer standing(Lease lease) {
    return switch (job.check(lease)) {
      case STALE -> LeaseAnswer.STALE;
      case ENDED -> LeaseAnswer.ENDED;
      case CURRENT ->
          job.cancelRequested() && job.status().compareTo(JobStatus.UPLOADING) < 0
              ? LeaseAnswer.CANCEL
              : LeaseAnswer.CURRENT;
    };
  }

  @Override
  public PollAnswer poll(PollRequest request) {
    polled.accept(request);
    PollAnswer next = polls.poll();
    if (next != null) {
      return next;
    }
    if (request.holding().isEmpty()) {
      idle.run();
      return PollAnswer.NOTHING;
    }
    // Until the agent holds nothing more.
    LockSupport.parkNanos(POLL_NANOS);
    return PollAnswer.NOTHING;
  }

  /// How far the upload had come, each time that was said.
  synchronized List<Keeping> keepings() {
    return List.copyOf(keepings);
  }

  @Override
  public synchronized LeaseAnswer state(Lease lease, JobState state) throws IOException {
    if (state instanceof JobState.Uploading uploading && uploading.keeping().isPresent()) {
      touch.before("keeping");
      keepings.add(uploading.keeping().get());
      return standing(lease);
    }
    note(state.status().name());
    LeaseAnswer answer = standing(lease);
    boolean stands = answer == LeaseAnswer.CURRENT || answer == LeaseAnswer.CANCEL;
    if (stands && state.status().compareTo(job.status()) > 0) {
      job = job.advanced(state, Instant.EPOCH);
    }
    return standing(lease);
  }

  @Override
  public synchronized LogAnswer log(Lease lease, LogChunk chunk) throws IOException {
    byte[] bytes = new byte[chunk.bytes().remaining()];
    chunk.bytes().duplicate().get(bytes);
    note("log " + new String(bytes, StandardCharsets.UTF_8));
    LeaseAnswer answer = standing(lease);
    if (answer != LeaseAnswer.STALE && chunk.at() - chunk.gap() == logNext) {
      if (chunk.gap() > 0) {
        log.writeBytes(("<gap " + chunk.gap() + ">").getBytes(StandardCharsets.UTF_8));
      }
      log.writeBytes(bytes);
      logNext = chunk.at() + bytes.length;
    }
    return new LogAnswer(answer, logNext);
  }

  @Override
  public synchronized FinishAnswer finish(FinishRequest request) throws IOException {
    note("finish");
    return switch (standing(request.lease())) {
      case STALE -> new FinishAnswer.Stale();
      case ENDED -> recorded(request);
      case CURRENT, CANCEL -> {
        if (request.artifacts().isEmpty()) {
          job = job.ended(request.end(), Instant.EPOCH);
          yield recorded(request);
        }
        yield commit(request, job.ended(request.end(), Instant.EPOCH));
      }
    };
  }

  @Override
  public synchronized FinishAnswer attach(FinishRequest request) throws IOException {
    note(request.artifacts().isPresent() ? "attach" : "ask");
    if (!job.status().isEnd()) {
      throw new C3Exception(ErrorCode.CONFLICT, "it has not ended");
    }
    return job.artifacts().isPresent() || request.artifacts().isEmpty()
        ? recorded(request)
        : commit(request, job);
  }

  @Override
  public synchronized void notRecovered(JobId id, String why) throws IOException {
    note("not recovered: " + why);
  }

  private FinishAnswer commit(FinishRequest request, Job ended) throws C3Exception {
    FinishRequest.Artifacts artifacts = request.artifacts().orElseThrow();
    if (gone.contains(artifacts.session())) {
      throw new C3Exception(ErrorCode.SESSION_CLOSED, "the session has ended");
    }
    if (lostCommits-- > 0) {
      return new FinishAnswer.BlobsLost(List.of(artifacts.manifest()));
    }
    job = ended.keeping(new ManifestSummary(artifacts.manifest(), 0, 0));
    gone.add(artifacts.session());
    if (lostAnswer) {
      lostAnswer = false;
      throw new C3Exception(ErrorCode.UNAVAILABLE, "the answer is lost");
    }
    return new FinishAnswer.Recorded(job);
  }

  private FinishAnswer recorded(FinishRequest request) {
    Optional<SessionId> session = request.artifacts().map(FinishRequest.Artifacts::session);
    session.ifPresent(gone::add);
    return new FinishAnswer.Recorded(job);
  }
}
