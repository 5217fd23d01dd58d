package c3.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.Randomly;
import c3.model.Job.LeaseCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A job moves only as its life allows, and ends once.
class JobTest {
  private static final Instant SUBMITTED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = SUBMITTED.plus(Duration.ofMinutes(7));
  private static final AgentName AGENT = new AgentName("machine-1");
  private static final JobId ID = new JobId("job_1769999999999_abcdef");
  private static final ManifestSummary MANIFEST = new ManifestSummary(Digest.EMPTY, 1, 2);

  /// Statuses under which an agent holds the lease.
  private static final Set<JobStatus> LEASED =
      EnumSet.range(JobStatus.SCHEDULING, JobStatus.UPLOADING);

  private static Job pending() {
    JobSpec spec = Specs.of("digits", Optional.empty());
    return Job.submitted(ID, spec, MANIFEST, List.of(), SUBMITTED);
  }

  /// A job of each status, after one claim where there was one.
  private static Job in(JobStatus status) {
    Job claimed = pending().claimed(AGENT);
    return switch (status) {
      case PENDING -> pending();
      case SCHEDULING -> claimed;
      case STAGING -> claimed.advanced(new JobState.Staging(), SUBMITTED);
      case RUNNING -> claimed.advanced(new JobState.Running(), SUBMITTED);
      case UPLOADING -> claimed.advanced(uploading(), SUBMITTED);
      case SUCCEEDED -> claimed.ended(JobEnd.exited(0), SUBMITTED);
      case FAILED -> claimed.ended(JobEnd.exited(1), SUBMITTED);
      case CANCELED -> claimed.ended(JobEnd.canceled(), SUBMITTED);
      case TIMED_OUT -> claimed.ended(JobEnd.timedOut("after 00:00:01"), SUBMITTED);
    };
  }

  private static JobState uploading() {
    return new JobState.Uploading(JobEnd.exited(0));
  }

  private static JobState state(JobStatus status) {
    return in(status).state();
  }

  @Test
  void isPendingWithoutALeaseWhenSubmitted() {
    Job job = pending();

    assertThat(job.status()).isEqualTo(JobStatus.PENDING);
    assertThat(job.term()).isZero();
    assertThat(job.agent()).isEmpty();
    assertThat(job.artifacts()).isEmpty();
    assertThat(job.times())
        .isEqualTo(new Job.Times(SUBMITTED, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource(JobStatus.class)
  void onlyAPendingJobIsClaimed(JobStatus from) {
    Job job = in(from);
    if (from == JobStatus.PENDING) {
      Job claimed = job.claimed(AGENT);
      assertThat(claimed.status()).isEqualTo(JobStatus.SCHEDULING);
      assertThat(claimed.term()).isEqualTo(job.term() + 1);
      assertThat(claimed.agent()).contains(AGENT);
    } else {
      assertThatThrownBy(() -> job.claimed(AGENT)).isInstanceOf(IllegalStateException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(JobStatus.class)
  void onlyAScheduledJobIsTakenBackUnderANewTerm(JobStatus from) {
    Job job = in(from);
    if (from == JobStatus.SCHEDULING) {
      Job back = job.takenBack(LATER);
      assertThat(back.status()).isEqualTo(JobStatus.PENDING);
      assertThat(back.term()).isEqualTo(job.term() + 1);
      assertThat(back.agent()).isEmpty();
      assertThat(back.check(job.lease())).isEqualTo(LeaseCheck.STALE);
    } else {
      assertThatThrownBy(() -> job.takenBack(LATER)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aScheduledJobThatSomebodyCanceledEndsWhenItIsTakenBack() {
    Job back = in(JobStatus.SCHEDULING).cancelRequested(LATER).takenBack(LATER);

    assertThat(back.state()).isEqualTo(new JobState.Ended(JobEnd.canceled()));
    assertThat(back.times().ended()).contains(LATER);
  }

  @ParameterizedTest
  @EnumSource(JobStatus.class)
  void advancesForwardsOnlyAndOnlyWhileLeased(JobStatus from) {
    for (JobStatus to : JobStatus.values()) {
      Job job = in(from);
      JobState next = state(to);
      boolean agentsStep = LEASED.contains(to) && to != JobStatus.SCHEDULING;
      if (LEASED.contains(from) && agentsStep && to.compareTo(from) > 0) {
        assertThat(job.advanced(next, LATER).state()).isEqualTo(next);
      } else if (LEASED.contains(from) && agentsStep && to == from) {
        assertThat(job.advanced(next, LATER)).isSameAs(job);
      } else {
        assertThatThrownBy(() -> job.advanced(next, LATER))
            .as(from + " to " + to)
            .isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Test
  void keepsTheEndThatItWasUploadingFor() {
    Job job = in(JobStatus.UPLOADING);

    Job again = job.advanced(new JobState.Uploading(JobEnd.exited(3)), LATER);

    assertThat(again.state()).isEqualTo(uploading());
  }

  @Test
  void notesWhenItStartedWhenItsScriptWasOverAndWhenItEnded() {
    Job job =
        in(JobStatus.STAGING)
            .advanced(new JobState.Running(), LATER)
            .advanced(new JobState.Uploading(JobEnd.exited(0)), LATER.plusSeconds(1))
            .advanced(new JobState.Uploading(JobEnd.exited(0)), LATER.plusSeconds(2))
            .ended(JobEnd.exited(0), LATER.plusSeconds(3));

    assertThat(job.times())
        .isEqualTo(
            new Job.Times(
                SUBMITTED,
                Optional.of(LATER),
                Optional.of(LATER.plusSeconds(1)),
                Optional.of(LATER.plusSeconds(3))));
  }

  @ParameterizedTest
  @EnumSource(JobStatus.class)
  void endsOnce(JobStatus from) {
    Job job = in(from);
    JobEnd end = JobEnd.failed(FailureReason.AGENT_LOST, "its agent is gone");
    if (from.isEnd()) {
      assertThatThrownBy(() -> job.ended(end, LATER)).isInstanceOf(IllegalStateException.class);
    } else {
      assertThat(job.ended(end, LATER).state()).isEqualTo(new JobState.Ended(end));
    }
  }

  @ParameterizedTest
  @EnumSource(JobStatus.class)
  void isCanceledAtOnceByAFlagOrNotAtAll(JobStatus from) {
    Job job = in(from);

    Job asked = job.cancelRequested(LATER);

    switch (from) {
      case PENDING -> assertThat(asked.status()).isEqualTo(JobStatus.CANCELED);
      case SCHEDULING, STAGING, RUNNING -> {
        assertThat(asked.status()).isEqualTo(from);
        assertThat(asked.cancelRequested()).isTrue();
        assertThat(asked.lease()).isEqualTo(job.lease());
      }
      case UPLOADING, SUCCEEDED, FAILED, CANCELED, TIMED_OUT -> assertThat(asked).isSameAs(job);
    }
  }

  @ParameterizedTest
  @EnumSource(JobStatus.class)
  void itsLeaseIsCurrentWhileItIsHeldAndEndedAfterwards(JobStatus status) {
    Job job = in(status);

    LeaseCheck expected =
        job.status().isEnd()
            ? LeaseCheck.ENDED
            : LEASED.contains(status) ? LeaseCheck.CURRENT : LeaseCheck.STALE;
    assertThat(job.check(job.lease())).isEqualTo(expected);
    assertThat(job.check(new Lease(ID, job.term() + 1))).isEqualTo(LeaseCheck.STALE);
    assertThat(job.check(new Lease(ID, job.term() - 1))).isEqualTo(LeaseCheck.STALE);
    JobId stranger = new JobId("job_1769999999999_zzzzzz");
    assertThat(job.check(new Lease(stranger, job.term()))).isEqualTo(LeaseCheck.STALE);
  }

  @Test
  void noLeaseIsGoodForAJobThatNobodyEverClaimed() {
    Job canceled = pending().cancelRequested(LATER);

    assertThat(canceled.check(new Lease(ID, 0))).isEqualTo(LeaseCheck.STALE);
  }

  @ParameterizedTest
  @EnumSource(JobStatus.class)
  void keepsArtifactsOnceWhateverItsState(JobStatus status) {
    Job job = in(status);

    Job kept = job.keeping(MANIFEST);

    assertThat(kept.artifacts()).contains(MANIFEST);
    assertThat(kept.state()).isEqualTo(job.state());
    assertThatThrownBy(() -> kept.keeping(MANIFEST)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void noHistoryEndsTwiceOrLowersTheTermOrForgetsACancel() {
    List<UnaryOperator<Job>> moves = new ArrayList<>();
    moves.add(job -> job.claimed(AGENT));
    moves.add(job -> job.takenBack(LATER));
    moves.add(job -> job.cancelRequested(LATER));
    moves.add(job -> job.ended(JobEnd.exited(1), LATER));
    for (JobStatus status : JobStatus.values()) {
      moves.add(job -> job.advanced(state(status), LATER));
    }
    Randomly.times(
        200,
        random -> {
          Job job = pending();
          for (int step = 0; step < 30; step++) {
            Job before = job;
            try {
              job = moves.get(random.nextInt(moves.size())).apply(job);
            } catch (IllegalStateException e) {
              continue;
            }
            assertThat(job.term()).isGreaterThanOrEqualTo(before.term());
            assertThat(job.cancelRequested()).isIn(before.cancelRequested(), true);
            if (before.status().isEnd()) {
              assertThat(job).isEqualTo(before);
            }
            assertThat(job.times().ended().isPresent()).isEqualTo(job.status().isEnd());
          }
        });
  }
}
