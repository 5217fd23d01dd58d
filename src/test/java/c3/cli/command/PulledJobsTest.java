package c3.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.C3Exception;
import c3.model.Job;
import c3.model.JobEnd;
import c3.wire.message.JobsRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which jobs a pull is about.
class PulledJobsTest {
  private static final int JOBS = 250;

  @TempDir Path here;

  private static List<Job> jobs() {
    return IntStream.rangeClosed(1, JOBS).mapToObj(TestJobs::succeeded).toList();
  }

  private List<Job> missing(FakeControlPlane control) throws IOException {
    List<Job> found = new ArrayList<>();
    try (Connector.Connection server = new FakeConnector(control).connect()) {
      new PulledJobs(server, here).missing(Optional.empty(), found::add);
    }
    return found;
  }

  @Test
  void goesThroughEveryJobPageByPageNewestFirst() throws IOException {
    FakeControlPlane control = new FakeControlPlane(jobs(), Integer.MAX_VALUE);
    assertThat(missing(control)).hasSize(JOBS).isEqualTo(jobs().reversed());
    assertThat(control.asked()).extracting(JobsRequest::max).allMatch(max -> max <= 100);
  }

  @Test
  void goesOnWhenAServerAnswersFewerThanWereAskedFor() throws IOException {
    assertThat(missing(new FakeControlPlane(jobs(), 7))).hasSize(JOBS).doesNotHaveDuplicates();
  }

  @Test
  void leavesOutWhatIsHereAndWhatLeftNothing() throws IOException {
    Files.createDirectory(here.resolve(TestJobs.id(2).text()));
    List<Job> jobs =
        List.of(
            TestJobs.succeeded(1),
            TestJobs.succeeded(2),
            TestJobs.ended(3, JobEnd.canceled(), Optional.empty()),
            TestJobs.pending(4));
    assertThat(missing(new FakeControlPlane(jobs, 100))).containsExactly(TestJobs.succeeded(1));
  }

  @Test
  void looksUpEveryNameBeforeItPullsTheFirst() throws IOException {
    List<Job> pulled = new ArrayList<>();
    FakeControlPlane control =
        new FakeControlPlane(List.of(TestJobs.succeeded(1), TestJobs.pending(2)), 100);
    try (Connector.Connection server = new FakeConnector(control).connect()) {
      PulledJobs jobs = new PulledJobs(server, here);
      List<String> names = List.of(TestJobs.id(1).text(), TestJobs.id(2).text());
      assertThatThrownBy(() -> jobs.named(names, pulled::add))
          .isInstanceOf(C3Exception.class)
          .hasMessageContaining("has not ended (PENDING)");
    }
    assertThat(pulled).isEmpty();
  }
}
