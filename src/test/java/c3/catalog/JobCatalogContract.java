package c3.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.catalog.JobCatalog.JobCommit;
import c3.catalog.JobCatalog.Owned;
import c3.catalog.JobCatalog.Query;
import c3.catalog.ManifestCatalog.CommitResult.Done;
import c3.catalog.ManifestCatalog.CommitResult.Lost;
import c3.catalog.ManifestCatalog.CommitResult.Unneeded;
import c3.catalog.SessionCatalog.State;
import c3.model.AccountId;
import c3.model.AgentName;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobId;
import c3.model.JobInput;
import c3.model.JobSpec;
import c3.model.JobState;
import c3.model.JobStatus;
import c3.model.ManifestKind;
import c3.model.ManifestSummary;
import c3.model.ProjectName;
import c3.model.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every `JobCatalog` keeps.
public abstract class JobCatalogContract extends CatalogContract {
  private static final AgentName AGENT = new AgentName("machine-1");

  private JobCatalog jobs;
  private ManifestSummary workspace;

  @BeforeEach
  void begin() throws IOException {
    jobs = stage.catalog().jobs();
    workspace = stage.stored(1, 1);
  }

  private static JobId id(int number) {
    return new JobId("job_%013d_abcdef".formatted(number));
  }

  private static JobSpec spec(String project, Optional<String> name) {
    return new JobSpec(
        new ProjectName(project),
        name,
        List.of("bash", "run.sh"),
        EntryPath.ROOT,
        List.of(new JobSpec.Output(EntryPath.of("artifacts"), EntryPath.of("artifacts"))),
        List.of(),
        Optional.of(Duration.ofMinutes(5)),
        Map.of("LEVEL", "3"),
        JobSpec.Placement.ANYWHERE,
        Optional.empty());
  }

  private Job job(int number) {
    return job(number, "digits", Optional.empty());
  }

  private Job job(int number, String project, Optional<String> name) {
    return Job.submitted(id(number), spec(project, name), workspace, List.of(), now());
  }

  private Job submit(int number) throws IOException {
    return jobs.submit(AccountId.LOCAL, "key " + number, job(number));
  }

  private Instant now() {
    return stage.clock().instant();
  }

  private Optional<Job> claim() throws IOException {
    return jobs.claim(AGENT, owned -> true);
  }

  /// Takes a job to UPLOADING, its script having exited with this code.
  private Job uploading(int number, int exitCode) throws IOException {
    submit(number);
    jobs.update(id(number), job -> job.claimed(AGENT));
    return jobs.update(
        id(number), job -> job.advanced(new JobState.Uploading(JobEnd.exited(exitCode)), now()));
  }

  private SessionId sessionOf(int number) throws IOException {
    return stage.session(AccountId.LOCAL, "upload " + number, Optional.of(id(number)));
  }

  private UnaryOperator<Job> finishing(int manifest) {
    return job ->
        job.status().isEnd()
            ? job
            : job.ended(JobEnd.exited(0), now()).keeping(Stage.manifest(manifest));
  }

  private JobCommit finish(int number, SessionId session, int manifest, int... blobs)
      throws IOException {
    return jobs.commit(
        id(number),
        Stage.naming(session, ManifestKind.JOB, manifest, Stage.blobs(blobs)),
        finishing(manifest));
  }

  @Test
  void remembersAJobAsItWasSubmitted() throws IOException {
    ManifestSummary data = stage.stored(2, 2);
    JobInput whole = new JobInput("/jobs/x", "/data/prev", data, EntryPath.ROOT);
    JobInput part =
        new JobInput("/jobs/y/b", "data/b", data, EntryPath.ofBytes(new byte[] {'b', (byte) 0xff}));
    Job job =
        Job.submitted(
            id(1), spec("digits", Optional.of("train")), workspace, List.of(whole, part), now());

    assertThat(jobs.submit(AccountId.LOCAL, "key", job)).isEqualTo(job);

    assertThat(jobs.find(AccountId.LOCAL, id(1))).contains(job);
    assertThat(jobs.submitted(AccountId.LOCAL, "key")).contains(new Owned(AccountId.LOCAL, job));
    assertThat(jobs.owned(id(1))).contains(new Owned(AccountId.LOCAL, job));
    assertThat(jobs.list(AccountId.LOCAL, Query.newest(10))).containsExactly(job);
  }

  @Test
  void submitsOnceForOneKey() throws IOException {
    Job first = jobs.submit(AccountId.LOCAL, "key", job(1));

    assertThat(jobs.submit(AccountId.LOCAL, "key", job(2))).isEqualTo(first);
    assertThat(jobs.find(AccountId.LOCAL, id(2))).isEmpty();
  }

  @Test
  void showsNoJobToAnotherAccount() throws IOException {
    stage.secondAccount();
    submit(1);

    assertThat(jobs.find(Stage.OTHER, id(1))).isEmpty();
    assertThat(jobs.submitted(Stage.OTHER, "key 1")).isEmpty();
    assertThat(jobs.list(Stage.OTHER, Query.newest(10))).isEmpty();
  }

  @Test
  void refusesAWorkspaceThatIsNotStored() throws IOException {
    Job job =
        Job.submitted(id(1), spec("digits", Optional.empty()), Stage.manifest(9), List.of(), now());

    assertThatThrownBy(() -> jobs.submit(AccountId.LOCAL, "key", job))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
        .hasMessageContaining("workspace");
    assertThat(jobs.list(AccountId.LOCAL, Query.newest(10))).isEmpty();
  }

  @Test
  void refusesAnInputThatIsNotStoredAndNamesIt() throws IOException {
    JobInput gone = new JobInput("/jobs/gone", "data", Stage.manifest(9), EntryPath.ROOT);
    Job job =
        Job.submitted(id(1), spec("digits", Optional.empty()), workspace, List.of(gone), now());

    assertThatThrownBy(() -> jobs.submit(AccountId.LOCAL, "key", job))
        .isInstanceOf(C3Exception.class)
        .hasMessageContaining("/jobs/gone");
    assertThat(jobs.find(AccountId.LOCAL, id(1))).isEmpty();
  }

  @Test
  void remembersEveryStateOfALife() throws IOException {
    submit(1);
    JobEnd crashed =
        JobEnd.failed(FailureReason.SCRIPT_ERROR, OptionalInt.of(137), "it's \"over\"");
    List<UnaryOperator<Job>> life =
        List.of(
            job -> job.claimed(AGENT),
            job -> job.takenBack(now()),
            job -> job.claimed(new AgentName("machine-2")),
            job -> job.advanced(new JobState.Staging(), now()),
            job -> job.cancelRequested(now()),
            job -> job.advanced(new JobState.Running(), now()),
            job -> job.advanced(new JobState.Uploading(crashed), now()),
            job -> job.ended(crashed, now()));

    for (UnaryOperator<Job> step : life) {
      stage.clock().move(Duration.ofNanos(1_000_001));
      Job after = jobs.update(id(1), step);
      assertThat(jobs.find(AccountId.LOCAL, id(1))).contains(after);
    }

    assertThat(jobs.find(AccountId.LOCAL, id(1)).map(Job::state))
        .contains(new JobState.Ended(crashed));
  }

  @Test
  void remembersEveryKindOfEnd() throws IOException {
    List<JobEnd> ends =
        List.of(
            JobEnd.exited(0),
            JobEnd.exited(2),
            JobEnd.canceled(),
            JobEnd.timedOut("after 00:05:00"),
            JobEnd.failed(FailureReason.AGENT_LOST, "gone"),
            JobEnd.exited(0).uploadFailed("disk full"));
    for (int i = 0; i < ends.size(); i++) {
      JobEnd end = ends.get(i);
      submit(i);
      jobs.update(id(i), job -> job.ended(end, now()));

      assertThat(jobs.find(AccountId.LOCAL, id(i)).map(Job::state))
          .contains(new JobState.Ended(end));
    }
  }

  @Test
  void aTransitionThatThrowsChangesNothing() throws IOException {
    Job before = submit(1);

    assertThatThrownBy(() -> jobs.update(id(1), job -> job.takenBack(now())))
        .isInstanceOf(IllegalStateException.class);

    assertThat(jobs.find(AccountId.LOCAL, id(1))).contains(before);
  }

  @Test
  void aTransitionOfNothingChangesNothing() throws IOException {
    Job before = submit(1);

    assertThat(jobs.update(id(1), job -> job)).isEqualTo(before);
  }

  @Test
  void refusesATransitionOfAJobThatIsNotThere() {
    assertThatThrownBy(() -> jobs.update(id(1), job -> job))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void refusesArtifactsThatWereNotCommitted() throws IOException {
    Job before = submit(1);

    assertThatThrownBy(() -> jobs.update(id(1), job -> job.keeping(workspace)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(jobs.find(AccountId.LOCAL, id(1))).contains(before);
  }

  @Test
  void claimsTheOldestWaitingJob() throws IOException {
    submit(2);
    submit(1);
    submit(3);

    assertThat(claim().map(Job::id)).contains(id(1));
    assertThat(claim().map(Job::id)).contains(id(2));
    jobs.update(id(1), job -> job.takenBack(now()));
    assertThat(claim()).contains(jobs.find(AccountId.LOCAL, id(1)).orElseThrow());
    assertThat(claim().map(Job::id)).contains(id(3));
    assertThat(claim()).isEmpty();
  }

  @Test
  void aClaimRaisesTheTermAndNamesTheAgent() throws IOException {
    submit(1);

    assertThat(claim())
        .hasValueSatisfying(job -> {
          assertThat(job.status()).isEqualTo(JobStatus.SCHEDULING);
          assertThat(job.term()).isEqualTo(1);
          assertThat(job.agent()).contains(AGENT);
        });
  }

  @Test
  void claimsOnlyWhatFits() throws IOException {
    for (int i = 1; i <= 45; i++) {
      submit(i);
    }

    assertThat(jobs.claim(AGENT, owned -> owned.job().id().equals(id(43))).map(Job::id))
        .contains(id(43));
    assertThat(jobs.claim(AGENT, owned -> owned.job().id().equals(id(43)))).isEmpty();
  }

  @Test
  void claimsTheJobsOfEveryAccount() throws IOException {
    stage.secondAccount();
    SessionId theirs = stage.session(Stage.OTHER, "work", Optional.empty());
    stage.commit(theirs, ManifestKind.WORKSPACE, 1);
    jobs.submit(Stage.OTHER, "key", job(1));

    assertThat(jobs.claim(AGENT, owned -> owned.account().equals(Stage.OTHER))).isPresent();
  }

  @Test
  void twoAgentsNeverClaimOneJob() throws Exception {
    List<Callable<Optional<Job>>> claims = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      AgentName agent = new AgentName("machine-" + i);
      claims.add(() -> jobs.claim(agent, owned -> true));
    }
    for (int i = 0; i < 5; i++) {
      submit(i);
    }

    List<JobId> claimed = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Optional<Job>> claim : threads.invokeAll(claims)) {
        claim.get().map(Job::id).ifPresent(claimed::add);
      }
    }

    assertThat(claimed).containsExactlyInAnyOrder(id(0), id(1), id(2), id(3), id(4));
  }

  @Test
  void listsWhatFitsNewestFirst() throws IOException {
    for (int i = 1; i <= 4; i++) {
      jobs.submit(
          AccountId.LOCAL,
          "key " + i,
          job(i, i % 2 == 0 ? "even" : "odd", Optional.of("name " + i)));
    }
    jobs.update(id(4), job -> job.cancelRequested(now()));
    Query all = Query.newest(10);

    assertThat(listed(all)).containsExactly(id(4), id(3), id(2), id(1));
    assertThat(listed(Query.newest(2))).containsExactly(id(4), id(3));
    assertThat(listed(all.of(Optional.of(new ProjectName("even"))))).containsExactly(id(4), id(2));
    assertThat(listed(all.of(Optional.of(new ProjectName("none"))))).isEmpty();
    assertThat(listed(all.named(Optional.of("name 3")))).containsExactly(id(3));
    assertThat(listed(all.beginning("job_0000000000002"))).containsExactly(id(2));
    assertThat(listed(all.beginning("job%"))).isEmpty();
    assertThat(listed(all.in(EnumSet.of(JobStatus.CANCELED)))).containsExactly(id(4));
    assertThat(listed(all.in(Set.of()))).isEmpty();
    assertThat(listed(all.behind(Optional.of(id(3))))).containsExactly(id(2), id(1));
  }

  private List<JobId> listed(Query query) throws IOException {
    return jobs.list(AccountId.LOCAL, query).stream().map(Job::id).toList();
  }

  @Test
  void findsJobsOfAnyAccountByTheirStateOldestFirst() throws IOException {
    submit(2);
    submit(1);
    submit(3);
    claim();

    assertThat(jobs.inState(Set.of(JobStatus.PENDING)))
        .extracting(Job::id)
        .containsExactly(id(2), id(3));
    assertThat(jobs.inState(EnumSet.of(JobStatus.SCHEDULING, JobStatus.PENDING)))
        .extracting(Job::id)
        .containsExactly(id(1), id(2), id(3));
    assertThat(jobs.inState(Set.of())).isEmpty();
  }

  @Test
  void aFinishCommitsChargesAndEndsAtOnce() throws IOException {
    uploading(1, 0);
    SessionId session = sessionOf(1);
    stage.put(session, 5, -7);

    JobCommit finished = finish(1, session, 7, 5);

    assertThat(finished.result()).isEqualTo(new Done(Stage.manifest(7)));
    assertThat(finished.job().status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(jobs.find(AccountId.LOCAL, id(1))).contains(finished.job());
    assertThat(finished.job().artifacts()).contains(Stage.manifest(7));
    assertThat(finished.job().newBytes()).contains(Stage.size(5));
    assertThat(stage.find(session).state()).isEqualTo(State.COMMITTED);
    assertThat(stage.catalog().manifests().chargedBytes(AccountId.LOCAL)).isEqualTo(Stage.size(5));
    assertThat(listed(Query.newest(10).keeping(true))).containsExactly(id(1));
  }

  @Test
  void aRefusedCommitLeavesTheJobAsItWas() throws IOException {
    Job before = uploading(1, 0);
    SessionId session = sessionOf(1);
    stage.put(session, -7);

    assertThat(finish(1, session, 7, 5)).isEqualTo(new JobCommit(before, new Lost(Stage.blobs(5))));

    assertThat(jobs.find(AccountId.LOCAL, id(1))).contains(before);
    assertThat(stage.find(session).state()).isEqualTo(State.OPEN);
    assertThat(listed(Query.newest(10).keeping(true))).isEmpty();
  }

  @Test
  void aRepeatedFinishIsUnneeded() throws IOException {
    uploading(1, 0);
    SessionId session = sessionOf(1);
    stage.put(session, 5, -7);
    Job finished = finish(1, session, 7, 5).job();

    assertThat(finish(1, session, 7, 5)).isEqualTo(new JobCommit(finished, new Unneeded()));
    assertThat(finish(1, session, 8, 6)).isEqualTo(new JobCommit(finished, new Unneeded()));

    assertThat(stage.catalog().manifests().chargedBytes(AccountId.LOCAL)).isEqualTo(Stage.size(5));
  }

  @Test
  void aJobThatEndsWhileItsFinishIsPreparedIsNotCommitted() throws IOException {
    uploading(1, 0);
    SessionId session = sessionOf(1);
    stage.put(session, 5, -7);
    JobEnd lost = JobEnd.failed(FailureReason.AGENT_LOST, "gone");

    JobCommit late =
        jobs.commit(
            id(1),
            new ManifestCatalog.Commit(
                session,
                ManifestKind.JOB,
                Stage.manifest(7),
                lookup -> {
                  lookup.sizes(Stage.blobs(5));
                  jobs.update(id(1), job -> job.ended(lost, now()));
                }),
            finishing(7));

    assertThat(late.result()).isEqualTo(new Unneeded());
    assertThat(late.job().state()).isEqualTo(new JobState.Ended(lost));
    assertThat(stage.find(session).state()).isEqualTo(State.OPEN);
    assertThat(stage.catalog().manifests().chargedBytes(AccountId.LOCAL)).isZero();
  }

  @Test
  void attachesToAJobThatHasEnded() throws IOException {
    submit(1);
    JobEnd lost = JobEnd.failed(FailureReason.AGENT_LOST, "gone");
    jobs.update(id(1), job -> job.ended(lost, now()));
    SessionId session = sessionOf(1);
    stage.put(session, 5, -7);

    JobCommit attached =
        jobs.commit(
            id(1),
            Stage.naming(session, ManifestKind.JOB, 7, Stage.blobs(5)),
            job -> job.keeping(Stage.manifest(7)));

    assertThat(attached.job().state()).isEqualTo(new JobState.Ended(lost));
    assertThat(jobs.find(AccountId.LOCAL, id(1)).flatMap(Job::artifacts))
        .contains(Stage.manifest(7));
  }

  @Test
  void refusesTheSessionOfAnotherUpload() throws IOException {
    uploading(1, 0);
    SessionId session = stage.session("of no job");
    stage.put(session, 5, -7);

    assertThatThrownBy(() -> finish(1, session, 7, 5))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID));
    assertThat(stage.find(session).state()).isEqualTo(State.OPEN);
  }

  @Test
  void refusesASessionThatHasEnded() throws IOException {
    Job before = uploading(1, 0);
    SessionId session = sessionOf(1);
    stage.put(session, 5, -7);
    stage.catalog().sessions().abort(session);

    assertThatThrownBy(() -> finish(1, session, 7, 5))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SESSION_CLOSED));
    assertThat(jobs.find(AccountId.LOCAL, id(1))).contains(before);
  }

  @Test
  void aTransitionThatThrowsCommitsNothing() throws IOException {
    Job before = uploading(1, 0);
    SessionId session = sessionOf(1);
    stage.put(session, 5, -7);

    assertThatThrownBy(() ->
            jobs.commit(
                id(1),
                Stage.naming(session, ManifestKind.JOB, 7, Stage.blobs(5)),
                job -> {
                  throw new IllegalStateException("stale term");
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("stale term");
    assertThat(jobs.find(AccountId.LOCAL, id(1))).contains(before);
    assertThat(stage.find(session).state()).isEqualTo(State.OPEN);
  }

  @Test
  void oneOfManyRacingFinishesWins() throws Exception {
    uploading(1, 0);
    SessionId session = sessionOf(1);
    stage.put(session, 5, -7);
    List<Callable<JobCommit>> finishes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      finishes.add(() -> finish(1, session, 7, 5));
    }

    List<ManifestCatalog.CommitResult> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<JobCommit> finish : threads.invokeAll(finishes)) {
        results.add(finish.get().result());
      }
    }

    assertThat(results).filteredOn(Unneeded.class::isInstance).hasSize(7);
    assertThat(results).filteredOn(Done.class::isInstance).hasSize(1);
    assertThat(stage.catalog().manifests().chargedBytes(AccountId.LOCAL)).isEqualTo(Stage.size(5));
  }

  // How many at once

  @Test
  void refusesMoreJobsThanTheAccountMayHaveAtOnce() throws IOException {
    stage.catalog().accounts().bound(AccountId.LOCAL, 1, 2);
    Job first = submit(1);
    submit(2);

    assertThatThrownBy(() -> submit(3))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONCURRENCY_LIMIT))
        .hasMessageContaining("2 of your jobs wait or run, and 2 may at once");
    assertThatThrownBy(() -> jobs.requirePlace(AccountId.LOCAL))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONCURRENCY_LIMIT));
    assertThat(jobs.find(AccountId.LOCAL, id(3))).isEmpty();
    assertThat(submit(1)).isEqualTo(first);

    jobs.update(id(1), job -> job.cancelRequested(now()));
    jobs.requirePlace(AccountId.LOCAL);
    assertThat(submit(3).id()).isEqualTo(id(3));
  }

  @Test
  void countsTheJobsOfEachAccountAlone() throws IOException {
    stage.secondAccount();
    stage.catalog().accounts().bound(Stage.OTHER, 1, 0);

    assertThat(submit(1).id()).isEqualTo(id(1));
  }

  // What an agent has to read

  @Test
  void anAgentFindsTheBlobsOfItsOwnUnendedJobsAndNoOthers() throws IOException {
    stage.put(stage.session("else"), 9);
    var blobs = stage.catalog().blobs();
    List<Digest> all = Stage.blobs(1, -1, 9);
    submit(1);
    assertThat(blobs.locate(AGENT, all)).isEmpty();

    claim();

    assertThat(blobs.locate(AGENT, all)).containsOnlyKeys(Stage.blobs(1, -1));
    assertThat(blobs.locate(AGENT, all))
        .isEqualTo(blobs.locate(AccountId.LOCAL, Stage.blobs(1, -1)));
    assertThat(blobs.locate(new AgentName("other"), all)).isEmpty();

    jobs.update(id(1), job -> job.ended(JobEnd.canceled(), now()));
    assertThat(blobs.locate(AGENT, all)).isEmpty();
  }

  @Test
  void anAgentFindsTheBlobsOfInputsThatWereRemovedMeanwhile() throws IOException {
    uploading(1, 0);
    SessionId session = sessionOf(1);
    stage.put(session, 5, -7);
    Job source = finish(1, session, 7, 5).job();
    JobInput input =
        new JobInput("/jobs/x", "/data/x", source.artifacts().orElseThrow(), EntryPath.ROOT);
    jobs.submit(
        AccountId.LOCAL,
        "user",
        Job.submitted(id(2), spec("digits", Optional.empty()), workspace, List.of(input), now()));
    jobs.removeArtifacts(AccountId.LOCAL, id(1));

    claim();

    assertThat(stage.catalog().blobs().locate(AGENT, Stage.blobs(5, -7, 1)))
        .containsOnlyKeys(Stage.blobs(5, -7, 1));
  }
}
