package c3.agent;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobId;
import c3.model.JobState;
import c3.model.JobStatus;
import c3.model.MountSupport;
import c3.wire.message.PollAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an agent does with what an earlier one left.
class AgentRestartTest {
  @TempDir Path folder;
  @AutoClose private AgentBench bench;

  @BeforeEach
  void prepare() throws IOException {
    bench = new AgentBench(folder, "echo kept > artifacts/a; echo up");
  }

  /// What an agent leaves that is killed in this phase.
  private void killedIn(SpoolRecord.Phase phase, Optional<JobEnd> end, JobState reported)
      throws IOException {
    Job job = bench.control.job();
    bench.spool().save(new SpoolRecord(job, phase, end));
    if (phase != SpoolRecord.Phase.CLAIMED) {
      Path artifacts = Files.createDirectories(bench.spool().work().resolve("artifacts"));
      Files.writeString(artifacts.resolve("a"), "written");
    }
    bench.control.job(job.advanced(reported, Instant.EPOCH));
  }

  /// Runs an agent until it has nothing to do.
  private void runAgent() throws Exception {
    Agent agent = new Agent(bench.tools(), MountSupport.RELATIVE, Optional.empty());
    bench.control.whenIdle(agent::stop);
    agent.run();
  }

  private void assertAgentLost() {
    assertThat(bench.control.job().status()).isEqualTo(JobStatus.FAILED);
    assertThat(bench.control.end().reason()).contains(FailureReason.AGENT_LOST);
  }

  @Test
  void beginsAJobOnceMoreWhoseScriptHadNotBegun() throws Exception {
    killedIn(SpoolRecord.Phase.CLAIMED, Optional.empty(), new JobState.Staging());
    Path halfStaged = Files.createDirectories(bench.spool().work().resolve("artifacts"));
    Files.writeString(halfStaged.resolve("half"), "staged");
    runAgent();
    assertThat(bench.control.job().status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(bench.kept()).containsExactly("artifacts/a");
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void beginsAJobOnceMoreThatWasReportedAsRunningBeforeItsScriptBegan() throws Exception {
    killedIn(SpoolRecord.Phase.CLAIMED, Optional.empty(), new JobState.Running());
    runAgent();
    assertThat(bench.control.job().status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(bench.kept()).containsExactly("artifacts/a");
  }

  @Test
  void forgetsAJobWhoseScriptHadNotBegunWhenItWasEndedMeanwhile() throws Exception {
    killedIn(SpoolRecord.Phase.CLAIMED, Optional.empty(), new JobState.Staging());
    bench.control.job(bench.control.job().ended(JobEnd.canceled(), Instant.EPOCH));
    runAgent();
    assertThat(bench.control.job().status()).isEqualTo(JobStatus.CANCELED);
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void dropsAClaimThatWasTakenBackMeanwhile() throws Exception {
    Job claimed = bench.control.job();
    bench.spool().save(new SpoolRecord(claimed, SpoolRecord.Phase.CLAIMED, Optional.empty()));
    bench.control.job(claimed.takenBack(Instant.EPOCH));
    runAgent();
    assertThat(bench.control.job().status()).isEqualTo(JobStatus.PENDING);
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void losesAJobWhoseScriptRanAndAttachesWhatItHadWritten() throws Exception {
    killedIn(SpoolRecord.Phase.RUNNING, Optional.empty(), new JobState.Running());
    runAgent();
    assertAgentLost();
    assertThat(bench.control.calls()).containsExactly("finish", "ask", "attach");
    assertThat(bench.kept()).containsExactly("artifacts/a");
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void endsAJobWhoseScriptHadEndedAsThatScriptDid() throws Exception {
    JobEnd end = JobEnd.exited(0);
    killedIn(SpoolRecord.Phase.ENDED, Optional.of(end), new JobState.Uploading(end));
    runAgent();
    assertThat(bench.control.end()).isEqualTo(end);
    assertThat(bench.kept()).containsExactly("artifacts/a");
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void goesOnWithTheSessionThatTheEarlierAgentOpened() throws Exception {
    JobEnd end = JobEnd.exited(0);
    killedIn(SpoolRecord.Phase.ENDED, Optional.of(end), new JobState.Uploading(end));
    runAgent();
    assertThat(bench.memory.held(bench.control.job().id() + ":1:0")).isNotEmpty();
  }

  @Test
  void uploadsNothingTwiceWhenOnlyTheAnswerToTheCommitWasLost() throws Exception {
    bench.control.loseAnswer();
    bench.runClaimed();
    assertThat(bench.control.job().status()).isEqualTo(JobStatus.SUCCEEDED);
    long sent = bench.memory.putBytes();
    Job done = bench.control.job();
    bench
        .spool()
        .save(new SpoolRecord(done, SpoolRecord.Phase.ENDED, Optional.of(JobEnd.exited(0))));
    runAgent();
    assertThat(bench.memory.putBytes()).isEqualTo(sent);
    assertThat(bench.control.calls()).endsWith("UPLOADING", "ask").doesNotContain("attach");
    assertThat(bench.control.job()).isEqualTo(done);
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void attachesWhatIsLeftWhenTheLeaseRanOutMeanwhile() throws Exception {
    JobEnd end = JobEnd.exited(0);
    killedIn(SpoolRecord.Phase.ENDED, Optional.of(end), new JobState.Uploading(end));
    bench.control.endElsewhere(end.uploadFailed("nothing was heard of its agent"));
    runAgent();
    assertThat(bench.control.end().reason()).contains(FailureReason.UPLOAD_ERROR);
    assertThat(bench.kept()).containsExactly("artifacts/a");
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void leavesAKeptSpoolAloneUntilSomebodyAsksForIt() throws Exception {
    JobEnd end = JobEnd.exited(0);
    killedIn(SpoolRecord.Phase.KEPT, Optional.of(end), new JobState.Uploading(end));
    bench.control.endElsewhere(end.uploadFailed("the store was full"));
    runAgent();
    assertThat(bench.control.calls()).isEmpty();
    assertThat(bench.phase()).isEqualTo(SpoolRecord.Phase.KEPT);

    bench.control.answerPolls(recover(), recover());
    runAgent();
    assertThat(bench.kept()).containsExactly("artifacts/a");
    assertThat(bench.control.job().status()).isEqualTo(JobStatus.FAILED);
    assertThat(bench.control.times("attach")).isEqualTo(1);
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void saysThatNothingIsLeftToRecover() throws Exception {
    bench.control.answerPolls(recover());
    runAgent();
    assertThat(bench.control.calls())
        .containsExactly("not recovered: nothing of it is left on the machine of agent local");
  }

  @Test
  void saysWhatIsWrongWithARecordThatCannotBeRead() throws Exception {
    Files.createDirectories(bench.spool().directory());
    Files.write(bench.spool().directory().resolve("job.json"), new byte[] {'{', (byte) 0xff});
    bench.control.answerPolls(recover());
    runAgent();
    assertThat(bench.control.calls())
        .singleElement()
        .asString()
        .contains("job.json is damaged", "byte 1 of the message is not UTF-8");
  }

  @Test
  void saysWhyARecoveryFailedOnceMoreAndKeepsTheFiles() throws Exception {
    JobEnd end = JobEnd.exited(0);
    killedIn(SpoolRecord.Phase.KEPT, Optional.of(end), new JobState.Uploading(end));
    bench.control.endElsewhere(end.uploadFailed("the store was full"));
    bench.touched((call, file) -> {
      if (call.startsWith("put")) {
        throw new C3Exception(ErrorCode.STORAGE_FULL, "still full");
      }
    });
    bench.control.answerPolls(recover());
    runAgent();
    assertThat(bench.control.calls())
        .last()
        .asString()
        .startsWith("not recovered: its artifacts could not be stored: artifacts/a: still full");
    assertThat(bench.phase()).isEqualTo(SpoolRecord.Phase.KEPT);
  }

  private PollAnswer recover() {
    return new PollAnswer(
        List.of(), List.of(), List.of(), List.of(), List.of(bench.control.job().id()));
  }

  @Test
  void forgetsAClaimThatWasNeverWrittenDown() throws Exception {
    Files.createDirectories(bench.spool().directory());
    Files.writeString(bench.spool().directory().resolve("job.json.new"), "{\"phase\":");
    runAgent();
    assertThat(bench.spoolIsGone()).isTrue();
  }

  @Test
  void goesOnWithTheOthersWhenOneRecordIsDamaged() throws Exception {
    Path damaged = bench.tools().jobs().resolve(new JobId("job_1795000000000_000000").text());
    Files.createDirectories(damaged);
    Files.writeString(damaged.resolve("job.json"), "{}");
    killedIn(SpoolRecord.Phase.RUNNING, Optional.empty(), new JobState.Running());
    runAgent();
    assertAgentLost();
    assertThat(bench.kept()).containsExactly("artifacts/a");
    assertThat(damaged.resolve("job.json")).hasContent("{}");
  }

  @Test
  void takesOnWhatItIsGivenOnceThoughItIsOfferedTwice() throws Exception {
    PollAnswer offer =
        new PollAnswer(List.of(bench.control.job()), List.of(), List.of(), List.of(), List.of());
    bench.control.answerPolls(offer, offer);
    runAgent();
    assertThat(bench.control.job().status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(bench.control.times("STAGING")).isEqualTo(1);
  }

  @Test
  void keepsWhatAServerRefusesToTake() throws Exception {
    JobEnd end = JobEnd.exited(0);
    killedIn(SpoolRecord.Phase.ENDED, Optional.of(end), new JobState.Uploading(end));
    bench.control.failing("UPLOADING", 1, ErrorCode.NOT_FOUND);
    runAgent();
    assertThat(bench.phase()).isEqualTo(SpoolRecord.Phase.KEPT);
    assertThat(bench.spool().work().resolve("artifacts/a")).hasContent("written");
  }

  @Test
  void runsNoJobOverWhatAnEarlierRunOfItLeft() throws Exception {
    Job job = bench.control.job();
    JobEnd lost = JobEnd.failed(FailureReason.AGENT_LOST, "lost");
    bench.spool().save(new SpoolRecord(job, SpoolRecord.Phase.KEPT, Optional.of(lost)));
    bench.runClaimed();
    assertThat(bench.control.end().reason()).contains(FailureReason.STAGING_ERROR);
    assertThat(bench.phase()).isEqualTo(SpoolRecord.Phase.KEPT);
  }
}
