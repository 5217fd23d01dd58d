package c3.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobId;
import c3.model.JobState;
import c3.model.JobStatus;
import c3.model.Keeping;
import c3.model.Lease;
import c3.model.Limits;
import c3.model.MountSupport;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.wire.message.FinishAnswer;
import c3.wire.message.FinishRequest;
import c3.wire.message.LeaseAnswer;
import c3.wire.message.LogAnswer;
import c3.wire.message.LogChunk;
import c3.wire.message.PollAnswer;
import c3.wire.message.PollRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every `AgentControl` keeps, whatever lies between the agent and the server.
public abstract class AgentControlContract extends ControlContract {
  private static final Duration LEASE = Limits.STANDARD.leaseTime();
  private static final Map<String, String> FILES = Map.of("artifacts/model", "weights");

  private Job job(Lease lease) throws IOException {
    return world.people().find(lease.job().text());
  }

  // Claims

  @Test
  void assignsTheOldestJobsWhileThereIsRoom() throws IOException {
    Job first = jobs.submit();
    Job second = jobs.submit();
    jobs.submit();

    PollAnswer answer = jobs.poll(2);

    assertThat(answer.assigned()).extracting(Job::id).containsExactly(first.id(), second.id());
    assertThat(answer.assigned()).allMatch(job -> job.status() == JobStatus.SCHEDULING);
    assertThat(answer.assigned())
        .allMatch(job -> job.agent().equals(Optional.of(ControlWorld.AGENT)));
    assertThat(world.people().find(first.id().text())).isEqualTo(answer.assigned().getFirst());
  }

  @Test
  void assignsNothingWithoutRoom() throws IOException {
    jobs.submit();

    assertThat(jobs.poll(0)).isEqualTo(PollAnswer.NOTHING);
  }

  @Test
  void offersAClaimAgainWhoseAnswerWasLost() throws IOException {
    Lease lost = jobs.claimed();

    PollAnswer again = jobs.poll(1);

    assertThat(again.assigned()).extracting(Job::lease).containsExactly(lost);
  }

  @Test
  void takesBackAClaimThatTheAgentHasNoRoomForAnyMore() throws IOException {
    Lease lost = jobs.claimed();

    assertThat(jobs.poll(0).assigned()).isEmpty();

    assertThat(job(lost).status()).isEqualTo(JobStatus.PENDING);
    assertThat(world.agent().state(lost, new JobState.Staging())).isEqualTo(LeaseAnswer.STALE);
  }

  @Test
  void endsACanceledClaimThatNobodyHolds() throws IOException {
    Lease lost = jobs.claimed();
    world.people().cancel(lost.job());

    assertThat(jobs.poll(1).assigned()).isEmpty();

    assertThat(job(lost).status()).isEqualTo(JobStatus.CANCELED);
  }

  @Test
  void doesNotOfferWhatTheAgentHoldsOrHasAcknowledged() throws IOException {
    Lease held = jobs.claimed();
    assertThat(jobs.poll(1, held).assigned()).isEmpty();

    world.agent().state(held, new JobState.Staging());

    assertThat(jobs.poll(1).assigned()).isEmpty();
    assertThat(job(held).status()).isEqualTo(JobStatus.STAGING);
  }

  @Test
  void wakesAWaitingPollForANewJob() throws Exception {
    CompletableFuture<PollAnswer> waiting = pollInBackground(Limits.STANDARD.pollTime());

    Job job = jobs.submit();

    assertThat(waiting.get(15, TimeUnit.SECONDS).assigned())
        .extracting(Job::id)
        .containsExactly(job.id());
  }

  @Test
  void wakesAWaitingPollForACancel() throws Exception {
    Lease lease = jobs.running();
    CompletableFuture<PollAnswer> waiting = pollInBackground(Limits.STANDARD.pollTime(), lease);

    world.people().cancel(lease.job());

    assertThat(waiting.get(15, TimeUnit.SECONDS).cancel()).containsExactly(lease.job());
  }

  @Test
  void answersAnIdlePollWhenItsPatienceIsUp() throws IOException {
    PollRequest request =
        new PollRequest(
            ControlWorld.AGENT,
            List.of(),
            1,
            MountSupport.ANY,
            Optional.empty(),
            Set.of(),
            Duration.ofMillis(50));

    assertThat(world.agent().poll(request)).isEqualTo(PollAnswer.NOTHING);
  }

  private CompletableFuture<PollAnswer> pollInBackground(Duration patience, Lease... holding) {
    CompletableFuture<PollAnswer> answer = new CompletableFuture<>();
    PollRequest request =
        new PollRequest(
            ControlWorld.AGENT,
            List.of(holding),
            1,
            MountSupport.ANY,
            Optional.empty(),
            Set.of(),
            patience);
    Thread.ofVirtual()
        .start(() -> {
          try {
            answer.complete(world.agent().poll(request));
          } catch (IOException | RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  // States

  @Test
  void reportsStatesInOrder() throws IOException {
    Lease lease = jobs.claimed();

    assertThat(world.agent().state(lease, new JobState.Staging())).isEqualTo(LeaseAnswer.CURRENT);
    assertThat(job(lease).status()).isEqualTo(JobStatus.STAGING);
    assertThat(world.agent().state(lease, new JobState.Running())).isEqualTo(LeaseAnswer.CURRENT);
    assertThat(job(lease).times().started()).isPresent();
    JobState uploading = new JobState.Uploading(JobEnd.exited(3));
    assertThat(world.agent().state(lease, uploading)).isEqualTo(LeaseAnswer.CURRENT);
    assertThat(job(lease).state()).isEqualTo(uploading);
  }

  @Test
  void tellsHowFarTheStoringOfWhatAJobLeftHasCome() throws IOException {
    JobEnd end = JobEnd.exited(0);
    Lease lease = jobs.uploading(end);
    Keeping far =
        new Keeping(
            new Keeping.Amount(7, 34),
            new Keeping.Amount(4, 12),
            "a/b",
            "",
            Duration.ofMillis(1500));
    JobState report = new JobState.Uploading(end, Optional.of(far));

    Lease older = new Lease(lease.job(), lease.term() - 1);
    assertThat(world.agent().state(older, report)).isEqualTo(LeaseAnswer.STALE);
    assertThat(job(lease).state()).isEqualTo(new JobState.Uploading(end));

    assertThat(world.agent().state(lease, report)).isEqualTo(LeaseAnswer.CURRENT);
    assertThat(job(lease).state()).isEqualTo(report);

    world.agent().finish(new FinishRequest(lease, JobEnd.canceled()));
    assertThat(world.agent().state(lease, report)).isEqualTo(LeaseAnswer.ENDED);
    assertThat(job(lease).status().isEnd()).isTrue();
  }

  @Test
  void ignoresAStateThatHasPassed() throws IOException {
    Lease lease = jobs.uploading(JobEnd.exited(0));

    assertThat(world.agent().state(lease, new JobState.Running())).isEqualTo(LeaseAnswer.CURRENT);
    assertThat(world.agent().state(lease, new JobState.Uploading(JobEnd.exited(9))))
        .isEqualTo(LeaseAnswer.CURRENT);

    assertThat(job(lease).state()).isEqualTo(new JobState.Uploading(JobEnd.exited(0)));
  }

  @Test
  void refusesStatesThatAreNotAnAgents() throws IOException {
    Lease lease = jobs.running();

    assertThatThrownBy(() -> world.agent().state(lease, new JobState.Ended(JobEnd.exited(0))))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID));
    assertThat(job(lease).status()).isEqualTo(JobStatus.RUNNING);
  }

  @Test
  void answersAnotherTermAsStale() throws IOException {
    Lease lease = jobs.running();
    Lease older = new Lease(lease.job(), lease.term() - 1);
    Lease newer = new Lease(lease.job(), lease.term() + 1);

    for (Lease wrong : List.of(older, newer)) {
      assertThat(world.agent().state(wrong, new JobState.Uploading(JobEnd.exited(0))))
          .isEqualTo(LeaseAnswer.STALE);
      assertThat(world.agent().log(wrong, chunk(0, "x")).lease()).isEqualTo(LeaseAnswer.STALE);
      assertThat(world.agent().finish(failed(wrong))).isEqualTo(new FinishAnswer.Stale());
      assertThat(jobs.poll(0, wrong).stale()).containsExactly(wrong);
    }

    assertThat(job(lease).status()).isEqualTo(JobStatus.RUNNING);
  }

  @Test
  void tellsOfACancelWithEveryAnswerUntilTheScriptHasEnded() throws IOException {
    Lease lease = jobs.running();
    world.people().cancel(lease.job());

    assertThat(world.agent().log(lease, chunk(0, "x")).lease()).isEqualTo(LeaseAnswer.CANCEL);
    assertThat(jobs.poll(0, lease).cancel()).containsExactly(lease.job());
    assertThat(world.agent().state(lease, new JobState.Running())).isEqualTo(LeaseAnswer.CANCEL);
    assertThat(world.agent().state(lease, new JobState.Uploading(JobEnd.canceled())))
        .isEqualTo(LeaseAnswer.CURRENT);
  }

  @Test
  void knowsNothingOfAJobThatIsNotThere() {
    Lease lease = new Lease(new JobId("job_1769999999999_nobody"), 1);

    assertThatThrownBy(() -> world.agent().state(lease, new JobState.Staging()))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  // Leases

  @Test
  void takesAnUnacknowledgedClaimBackWhenItsLeaseRunsOut() throws IOException {
    Lease lease = jobs.claimed();
    world.pass(Duration.ZERO);

    world.pass(LEASE);

    assertThat(job(lease).status()).isEqualTo(JobStatus.PENDING);
    assertThat(world.agent().state(lease, new JobState.Staging())).isEqualTo(LeaseAnswer.STALE);
    assertThat(jobs.poll(1).assigned()).extracting(Job::id).containsExactly(lease.job());
  }

  @Test
  void failsAJobWhoseAgentVanishedWhileItRan() throws IOException {
    Lease lease = jobs.running();

    world.pass(LEASE);

    assertThat(job(lease).state())
        .isInstanceOfSatisfying(
            JobState.Ended.class,
            ended -> assertThat(ended.end().reason()).contains(FailureReason.AGENT_LOST));
    assertThat(jobs.poll(1, lease).ended()).containsExactly(lease);
    assertThat(world.agent().state(lease, new JobState.Uploading(JobEnd.exited(0))))
        .isEqualTo(LeaseAnswer.ENDED);
  }

  @Test
  void failsAnUploadWhoseAgentVanishedByWhatTheScriptDid() throws IOException {
    Lease good = jobs.uploading(JobEnd.exited(0));
    Lease bad = jobs.uploading(JobEnd.exited(7));

    world.pass(LEASE);

    JobEnd end = ((JobState.Ended) job(good).state()).end();
    assertThat(end.reason()).contains(FailureReason.UPLOAD_ERROR);
    assertThat(end.exitCode()).isEqualTo(OptionalInt.of(0));
    assertThat(job(bad).state()).isEqualTo(new JobState.Ended(JobEnd.exited(7)));
  }

  @Test
  void renewsALeaseByEveryCallThatShowsIt() throws IOException {
    Lease lease = jobs.running();
    Duration most = LEASE.minusSeconds(1);

    world.pass(most);
    jobs.poll(0, lease);
    world.pass(most);
    world.agent().state(lease, new JobState.Running());
    world.pass(most);
    world.agent().log(lease, chunk(0, "x"));
    world.pass(most);

    assertThat(job(lease).status()).isEqualTo(JobStatus.RUNNING);
    world.pass(Duration.ofSeconds(1));
    assertThat(job(lease).status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  void isNotRenewedByAStaleTerm() throws IOException {
    Lease lease = jobs.running();
    world.pass(LEASE.minusSeconds(1));
    jobs.poll(0, new Lease(lease.job(), lease.term() + 1));

    world.pass(Duration.ofSeconds(1));

    assertThat(job(lease).status()).isEqualTo(JobStatus.FAILED);
  }

  // Finish

  @Test
  void finishesAndCommitsAtOnce() throws IOException {
    Lease lease = jobs.uploading(JobEnd.exited(0));

    Job ended = Jobs.recorded(jobs.finish(lease, JobEnd.exited(0), FILES));

    assertThat(ended.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(ended.artifacts().orElseThrow().files()).isEqualTo(1);
    assertThat(job(lease)).isEqualTo(ended);
    assertThat(world.people().locate("/jobs/" + lease.job() + "/artifacts/model").manifest())
        .isEqualTo(ended.artifacts().orElseThrow());
  }

  @Test
  void repeatsAFinishWithoutHarm() throws IOException {
    Lease lease = jobs.uploading(JobEnd.exited(0));
    FinishRequest request =
        new FinishRequest(lease, JobEnd.exited(0), Optional.of(jobs.upload(lease, FILES)));
    Job ended = Jobs.recorded(world.agent().finish(request));

    assertThat(world.agent().finish(request)).isEqualTo(new FinishAnswer.Recorded(ended));
  }

  @Test
  void keepsTheFirstEndWhateverALaterCallCarries() throws IOException {
    Lease lease = jobs.uploading(JobEnd.exited(0));
    Job ended = Jobs.recorded(jobs.finish(lease, JobEnd.exited(0), FILES));

    FinishRequest.Artifacts other = jobs.upload(lease, Map.of("artifacts/other", "bytes"));
    FinishAnswer answer =
        world.agent().finish(new FinishRequest(lease, JobEnd.exited(9), Optional.of(other)));

    assertThat(answer).isEqualTo(new FinishAnswer.Recorded(ended));
    assertThat(job(lease)).isEqualTo(ended);
  }

  @Test
  void givesUpTheUploadOfAFinishThatCameTooLate() throws IOException {
    Lease lease = jobs.running();
    world.pass(LEASE);
    UploadSession session = world.agentBlobs().open(new SessionRequest("late", Optional.of(lease)));
    FinishRequest.Artifacts late = new FinishRequest.Artifacts(session.id(), Digest.EMPTY);

    FinishAnswer answer =
        world.agent().finish(new FinishRequest(lease, JobEnd.exited(0), Optional.of(late)));

    assertThat(Jobs.recorded(answer).status()).isEqualTo(JobStatus.FAILED);
    assertThatThrownBy(session::renew)
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SESSION_CLOSED));
  }

  @Test
  void doesNotSucceedWithoutArtifacts() throws IOException {
    Lease lease = jobs.uploading(JobEnd.exited(0));

    Job ended = Jobs.recorded(world.agent().finish(new FinishRequest(lease, JobEnd.exited(0))));

    assertThat(((JobState.Ended) ended.state()).end().reason())
        .contains(FailureReason.UPLOAD_ERROR);
  }

  @Test
  void endsAJobWhoseUploadFailed() throws IOException {
    Lease lease = jobs.uploading(JobEnd.exited(2));

    Job ended = Jobs.recorded(world.agent().finish(failed(lease)));

    assertThat(ended.artifacts()).isEmpty();
    assertThat(ended.state()).isEqualTo(new JobState.Ended(failed(lease).end()));
  }

  @Test
  void namesTheBlobsThatACommitLacks() throws IOException {
    Lease lease = jobs.uploading(JobEnd.exited(0));
    UploadSession session =
        world.agentBlobs().open(new SessionRequest("empty", Optional.of(lease)));
    Digest absent = Digest.of("never put".getBytes(StandardCharsets.UTF_8));

    FinishAnswer answer =
        world
            .agent()
            .finish(
                new FinishRequest(
                    lease,
                    JobEnd.exited(0),
                    Optional.of(new FinishRequest.Artifacts(session.id(), absent))));

    assertThat(answer).isEqualTo(new FinishAnswer.BlobsLost(List.of(absent)));
    assertThat(job(lease).status()).isEqualTo(JobStatus.UPLOADING);
  }

  @Test
  void takesNoUploadOfAnotherJob() throws IOException {
    Lease lease = jobs.uploading(JobEnd.exited(0));
    Lease other = jobs.uploading(JobEnd.exited(0));
    FinishRequest.Artifacts others = jobs.upload(other, FILES);

    assertThatThrownBy(() ->
            world.agent().finish(new FinishRequest(lease, JobEnd.exited(0), Optional.of(others))))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SESSION_CLOSED));

    assertThat(job(lease).status()).isEqualTo(JobStatus.UPLOADING);
    assertThat(
            world.agent().finish(new FinishRequest(other, JobEnd.exited(0), Optional.of(others))))
        .isInstanceOf(FinishAnswer.Recorded.class);
  }

  // Attach

  @Test
  void attachesToAJobThatEndedWithoutArtifactsAndKeepsItsState() throws IOException {
    Lease lease = jobs.running();
    world.pass(LEASE);
    Job lost = job(lease);

    Job attached = Jobs.recorded(attach(lease, FILES));

    assertThat(attached.state()).isEqualTo(lost.state());
    assertThat(attached.artifacts()).isPresent();
    assertThat(world.people().locate("/jobs/" + lease.job() + "/").manifest().files()).isEqualTo(1);
  }

  @Test
  void attachesOnceAndAnswersLaterOnesWithWhatIsThere() throws IOException {
    Lease lease = jobs.running();
    world.pass(LEASE);
    Job attached = Jobs.recorded(attach(lease, FILES));

    assertThat(attach(lease, Map.of("artifacts/other", "x")))
        .isEqualTo(new FinishAnswer.Recorded(attached));
    assertThat(job(lease)).isEqualTo(attached);
  }

  @Test
  void doesNotAttachToAJobThatGoesOn() throws IOException {
    Lease lease = jobs.running();

    assertThatThrownBy(() -> attach(lease, FILES))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
  }

  @Test
  void ordersARecoveryUntilTheArtifactsAreThere() throws IOException {
    Lease lease = jobs.uploading(JobEnd.exited(0));
    world.agent().finish(new FinishRequest(lease, JobEnd.exited(0)));

    world.people().recover(lease.job(), Duration.ZERO);

    assertThat(jobs.poll(0).recover()).containsExactly(lease.job());
    assertThat(jobs.poll(0).recover()).containsExactly(lease.job());
    Job recovered = Jobs.recorded(attach(lease, FILES));
    assertThat(recovered.artifacts()).isPresent();
    assertThat(recovered.status()).isEqualTo(JobStatus.FAILED);
    assertThat(jobs.poll(0).recover()).isEmpty();
  }

  @Test
  void endsTheOrderOfARecoveryThatFailedAndSaysWhy() throws IOException {
    Lease lease = jobs.uploading(JobEnd.exited(0));
    world.agent().finish(new FinishRequest(lease, JobEnd.exited(0)));
    world.agent().notRecovered(lease.job(), "nobody asked for it");
    Job still = world.people().recover(lease.job(), Duration.ZERO);
    assertThat(still.artifacts()).isEmpty();
    assertThat(jobs.poll(0).recover()).containsExactly(lease.job());

    CompletableFuture<Throwable> waiting =
        CompletableFuture.supplyAsync(() ->
            catchThrowable(() -> world.people().recover(lease.job(), Duration.ofSeconds(20))));
    while (!waiting.isDone()) {
      // The one who waits gives the order once more, perhaps after this.
      world.agent().notRecovered(lease.job(), "nothing of it is left");
    }

    assertThat(waiting.join())
        .isInstanceOf(C3Exception.class)
        .hasMessageContaining(lease.job().text())
        .hasMessageEndingWith("nothing of it is left");
    assertThat(jobs.poll(0).recover()).isEmpty();
  }

  @Test
  void waitsForTheArtifactsOfARecovery() throws Exception {
    Lease lease = jobs.uploading(JobEnd.exited(0));
    world.agent().finish(new FinishRequest(lease, JobEnd.exited(0)));
    world.people().recover(lease.job(), Duration.ZERO);
    CompletableFuture<Job> waiting =
        CompletableFuture.supplyAsync(() -> {
          try {
            return world.people().recover(lease.job(), Duration.ofSeconds(20));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    Job recovered = Jobs.recorded(attach(lease, FILES));
    Job seen = catchThrowable(waiting::join) == null ? waiting.join() : recovered;
    assertThat(seen.artifacts()).isEqualTo(recovered.artifacts());
  }

  private FinishAnswer attach(Lease lease, Map<String, String> files) throws IOException {
    return world
        .agent()
        .attach(
            new FinishRequest(lease, JobEnd.canceled(), Optional.of(jobs.upload(lease, files))));
  }

  private static FinishRequest failed(Lease lease) {
    return new FinishRequest(lease, JobEnd.exited(2).uploadFailed("the disk is full"));
  }

  // Logs

  @Test
  void appendsAPieceOfLogOnce() throws IOException {
    Lease lease = jobs.running();

    assertThat(world.agent().log(lease, chunk(0, "one\n")))
        .isEqualTo(new LogAnswer(LeaseAnswer.CURRENT, 4));
    assertThat(world.agent().log(lease, chunk(0, "one\n")))
        .isEqualTo(new LogAnswer(LeaseAnswer.CURRENT, 4));
    assertThat(world.agent().log(lease, chunk(4, "two\n")))
        .isEqualTo(new LogAnswer(LeaseAnswer.CURRENT, 8));

    assertThat(text(lease)).isEqualTo("one\ntwo\n");
  }

  @Test
  void saysWhichPieceOfLogItWants() throws IOException {
    Lease lease = jobs.running();
    world.agent().log(lease, chunk(0, "one\n"));

    assertThat(world.agent().log(lease, chunk(9, "far\n")).next()).isEqualTo(4);
    assertThat(text(lease)).isEqualTo("one\n");
  }

  @Test
  void takesAGapThatTheAgentLeft() throws IOException {
    Lease lease = jobs.running();
    world.agent().log(lease, chunk(0, "one\n"));

    assertThat(world.agent().log(lease, new LogChunk(104, 100, utf8("late\n"))).next())
        .isEqualTo(109);

    assertThat(world.people().log(lease.job(), 4, Duration.ZERO).from()).isEqualTo(104);
  }

  @Test
  void takesTheRestOfALogAfterTheJobWasGivenUp() throws IOException {
    Lease lease = jobs.running();
    world.agent().log(lease, chunk(0, "one\n"));
    world.pass(LEASE);

    assertThat(world.agent().log(lease, chunk(4, "two\n")))
        .isEqualTo(new LogAnswer(LeaseAnswer.ENDED, 8));

    assertThat(text(lease)).isEqualTo("one\ntwo\n");
  }

  private String text(Lease lease) throws IOException {
    ByteBuffer bytes = world.people().log(lease.job(), 0, Duration.ZERO).bytes();
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }

  private static LogChunk chunk(long at, String text) {
    return new LogChunk(at, 0, utf8(text));
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
