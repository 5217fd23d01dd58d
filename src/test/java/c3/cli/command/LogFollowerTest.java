package c3.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import c3.cli.terminal.Captured;
import c3.model.AgentName;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobId;
import c3.model.JobState;
import c3.model.Keeping;
import c3.wire.message.LogSlice;
import c3.wire.retry.Retry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/// What is said of a followed job before its script's first word.
class LogFollowerTest {
  private static final String FOUR_AHEAD = "waiting: 4 jobs are ahead of it; 1 job is running";

  private final Captured said = new Captured(false);
  private final Job waiting = TestJobs.pending(9);
  private final Job running =
      waiting
          .claimed(new AgentName("local"))
          .advanced(new JobState.Running(), TestJobs.SUBMITTED.plusSeconds(7));

  /// Each look at the log finds the job a step further.
  private class Watched extends FakeControlPlane {
    private final Queue<Step> steps = new ArrayDeque<>();
    private final List<Duration> patience = new ArrayList<>();
    private Job now = waiting;
    private int looks;

    private record Step(Job job, String log, boolean ended) {}

    Watched(Job... others) {
      super(List.of(others), 1000);
    }

    Watched then(Job job, String log, boolean ended) {
      steps.add(new Step(job, log, ended));
      return this;
    }

    @Override
    public Job find(String id) {
      looks++;
      return now;
    }

    @Override
    public LogSlice log(JobId id, long from, Duration wait) throws C3Exception {
      patience.add(wait);
      Step step = steps.remove();
      now = step.job();
      return new LogSlice(
          from, ByteBuffer.wrap(step.log().getBytes(StandardCharsets.UTF_8)), step.ended());
    }
  }

  private void follow(Watched server, Job as) throws IOException {
    // Both go to one place, so that their order shows.
    Captured captured = said;
    var one =
        new c3.cli.terminal.Output(
            captured.output().err(), captured.output().err(), false, false, false, "error");
    new LogFollower(server, new LogPrinter.Plain(one, ""))
        .follow(as.id(), new FollowNotes(server, one, as), Retry.never());
  }

  private Job other(int number) {
    return TestJobs.pending(number);
  }

  private Watched behindFour() {
    Job busy = other(2).claimed(new AgentName("local"));
    return new Watched(
        TestJobs.succeeded(1), busy, other(3), other(4), other(5), other(6), waiting, other(10));
  }

  @Test
  void saysWhatItWaitsForAndThenThatItRuns() throws IOException {
    Watched server = behindFour().then(waiting, "", false).then(running, "first\n", true);
    follow(server, waiting);
    assertThat(said.errors()).containsExactly(FOUR_AHEAD, "running", "first");
  }

  @Test
  void saysTheSameOnce() throws IOException {
    Watched server = behindFour();
    for (int look = 0; look < 25; look++) {
      server.then(waiting, "", false);
    }
    follow(server.then(running, "", true), waiting);
    assertThat(said.errors()).containsExactly(FOUR_AHEAD, "running");
  }

  @Test
  void saysWhatIsPreparedOnceTheJobIsClaimed() throws IOException {
    Watched server = new Watched(waiting);
    server.then(waiting, "", false);
    for (int look = 0; look < 10; look++) {
      server.then(waiting.claimed(new AgentName("local")), "", false);
    }
    follow(server.then(running, "", true), waiting);
    assertThat(said.errors())
        .containsExactly(
            "waiting: it is the next one",
            "waiting: what it mounts and the software that it asks for are made ready",
            "running");
  }

  @Test
  void saysAfterTenLooksOnlyWhatHasChanged() throws IOException {
    Watched server = new Watched(waiting).then(waiting, "", false);
    for (int look = 0; look < 9; look++) {
      server.then(waiting.claimed(new AgentName("local")), "", false);
    }
    follow(server.then(running, "", true), waiting);
    assertThat(said.errors()).containsExactly("waiting: it is the next one", "running");
  }

  @Test
  void saysOnceThatWhatItLeftIsBeingStored() throws IOException {
    Job keeping = running.advanced(new JobState.Uploading(JobEnd.exited(0)), TestJobs.SUBMITTED);
    Watched server = new Watched(running).then(running, "", false).then(running, "on\n", false);
    server.then(keeping, "", false).then(keeping, "", false).then(keeping, "", true);
    follow(server, running);
    assertThat(said.errors()).containsExactly("on", "keeping what it left");
    assertThat(server.patience).extracting(Duration::toSeconds).containsExactly(2L, 2L, 2L, 1L, 1L);
  }

  @Test
  void showsHowFarTheStoringHasComeUntilSomethingElseIsSaid() throws IOException {
    Job keeping = running.advanced(new JobState.Uploading(JobEnd.exited(0)), TestJobs.SUBMITTED);
    Keeping.Amount all = new Keeping.Amount(7, 30);
    Job half =
        keeping.keeping(
            new Keeping(all, new Keeping.Amount(4, 15), "a", "", Duration.ofSeconds(20)));
    Watched server =
        new Watched(running) {
          @Override
          public LogSlice log(JobId id, long from, Duration wait) throws C3Exception {
            LogSlice slice = super.log(id, from, wait);
            if (slice.ended()) {
              // This is drawn by a thread of its own.
              await().until(() -> said.err().contains("keeping   4 of 7 files   15 B of 30 B   "));
            }
            return slice;
          }
        };
    follow(server.then(half, "", false).then(half, "bye\n", true), running);
    assertThat(said.errors()).startsWith("keeping what it left").endsWith("bye");
    assertThat(server.patience.getLast()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void saysHowToGoOnWhenTheServerStaysAway() {
    Watched away =
        new Watched(running) {
          @Override
          public LogSlice log(JobId id, long from, Duration wait) throws C3Exception {
            throw new C3Exception(ErrorCode.UNAVAILABLE, "cannot reach the server");
          }
        };
    assertThatThrownBy(() -> follow(away, running))
        .isInstanceOfSatisfying(
            C3Exception.class,
            e -> {
              assertThat(e.message()).contains("cannot reach the server; the job goes on");
              assertThat(e.hint()).contains("c3 logs -f " + running.id());
            });
  }

  @Test
  void doesNotSayOfAJobThatNeverRanThatItRuns() throws IOException {
    Job canceled = waiting.cancelRequested(TestJobs.SUBMITTED);
    follow(new Watched(waiting).then(canceled, "[c3: a remark]\n", true), waiting);
    assertThat(said.errors()).containsExactly("[c3: a remark]");
  }

  @Test
  void saysNothingOfAJobThatRanBeforeAndWaitsForItsWordsAtEase() throws IOException {
    Watched server = new Watched(running).then(running, "on\n", false).then(running, "", true);
    follow(server, running);
    assertThat(said.errors()).containsExactly("on");
    assertThat(server.patience).allMatch(wait -> wait.toSeconds() > 1);
    assertThat(server.looks).as("at the job, while its script talks").isZero();
  }

  @Test
  void looksNoMoreAtAJobThatHasEnded() throws IOException {
    Job canceled = waiting.cancelRequested(TestJobs.SUBMITTED);
    Watched server = new Watched(canceled).then(canceled, "", false);
    follow(server.then(canceled, "[c3: a remark]\n", true), canceled);
    assertThat(said.errors()).containsExactly("[c3: a remark]");
    assertThat(server.looks).isZero();
    assertThat(server.patience).extracting(Duration::toSeconds).containsOnly(20L);
  }
}
