package c3.agent;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.AgentName;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobState;
import c3.model.Keeping;
import c3.model.Keeping.Amount;
import c3.model.Limits;
import c3.transfer.Progress.Event;
import c3.wire.codec.Samples;
import c3.wire.retry.FakePause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a server hears of an upload while it goes on.
class ReportedProgressTest {
  private static final EntryPath PATH = EntryPath.of("artifacts/model.pt");
  private static final JobEnd END = JobEnd.exited(0);

  private final Job job =
      Job.submitted(Samples.JOB_ID, Samples.spec(), Samples.MANIFEST, List.of(), Instant.EPOCH)
          .claimed(new AgentName("local"))
          .advanced(new JobState.Uploading(END), Instant.EPOCH);
  private final FakeAgentControl control = new FakeAgentControl(job);
  private final List<Event> heard = new ArrayList<>();
  private final ReportedProgress progress =
      new ReportedProgress(
          new PatientAgentControl(control, Limits.STANDARD.uploadPatience(), new FakePause()),
          job.lease(),
          END,
          heard::add);

  private Keeping reported() {
    progress.report();
    return control.keepings().getLast();
  }

  @Test
  void saysWhatWasFoundAndWhatIsDone() {
    progress.on(new Event.Found(2, 30));
    progress.on(new Event.Started(PATH, 20));
    progress.on(new Event.Moved(25));
    progress.on(new Event.Moved(-5));
    progress.on(new Event.Finished(PATH, 20));

    Keeping keeping = reported();

    assertThat(keeping.found()).isEqualTo(new Amount(2, 30));
    assertThat(keeping.done()).isEqualTo(new Amount(1, 20));
    assertThat(keeping.at()).isEqualTo(PATH.toString());
    assertThat(heard).hasSize(5);
  }

  @Test
  void countsFromTheStartWhenAllIsTriedOnceMore() {
    progress.on(new Event.Found(2, 30));
    progress.on(new Event.Moved(25));
    progress.on(new Event.Waiting("the store is full"));
    assertThat(reported().waiting()).isEqualTo("the store is full");

    progress.on(new Event.Found(2, 30));

    assertThat(reported().found()).isEqualTo(new Amount(2, 30));
    assertThat(reported().done()).isEqualTo(new Amount(0, 0));
    assertThat(reported().waiting()).isEmpty();
  }

  @Test
  void saysTheEndOfALongPathAndHalvesNoCharacter() {
    progress.on(new Event.Started(EntryPath.of("\uD83D\uDE00" + "x".repeat(199)), 20));

    assertThat(reported().at()).isEqualTo("x".repeat(199));
  }

  @Test
  void doesNotInsistWhereNobodyAnswers() {
    control.failing("keeping", 1, ErrorCode.UNAVAILABLE);

    progress.report();
    assertThat(control.keepings()).isEmpty();
    assertThat(reported().found()).isEqualTo(new Amount(0, 0));
  }
}
