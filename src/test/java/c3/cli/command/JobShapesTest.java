package c3.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import c3.cli.command.JobPull.Pulled;
import c3.json.Json;
import c3.model.EntryPath;
import c3.model.FailureReason;
import c3.model.JobEnd;
import c3.transfer.DownloadResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// What programs read: the shapes stay as they are.
class JobShapesTest {
  private static final String ROW =
      """
      "job_id":"job_0000000000001_abcdef","id":"job_0000000000001_abcdef",\
      "status":"%s","reason":%s,"project":"digits","submitted_by":null,"job_name":"train","provider":"local",\
      "hardware_profile":"local","submitted_at":"2026-11-22T10:00:00Z","started_at":%s,\
      "ended_at":%s,"files":%s,"bytes":%s,"new_bytes":%s\
      """;
  private static final String TIMES = "\"2026-11-22T10:00:0%dZ\"";

  @Test
  void writesARowOfTheQueueWithNullForWhatIsNotKnownYet() {
    assertThat(Json.write(JobShapes.row(TestJobs.pending(1))))
        .isEqualTo(
            "{" + ROW.formatted("PENDING", "null", "null", "null", "null", "null", "null") + "}");
  }

  @Test
  void writesHowAJobEnded() {
    JobEnd end =
        JobEnd.failed(FailureReason.UPLOAD_ERROR, OptionalInt.of(0), "no space left in the store");
    String row =
        ROW.formatted(
            "FAILED",
            "\"UPLOAD_ERROR\"",
            TIMES.formatted(1),
            TIMES.formatted(5),
            "4",
            "1300000",
            "900000");
    assertThat(Json.write(JobShapes.status(TestJobs.ended(1, end, Optional.of(TestJobs.KEPT)))))
        .isEqualTo(
            "{"
                + row
                + ",\"exit_code\":0,\"message\":\"no space left in the store\","
                + "\"cancel_requested\":false,\"artifacts\":true,"
                + "\"path\":\"/jobs/job_0000000000001_abcdef/\",\"inputs\":[]}");
  }

  @Test
  void writesNullForAnExitCodeThatNeverWas() {
    assertThat(Json.write(JobShapes.status(TestJobs.ended(1, JobEnd.canceled(), Optional.empty()))))
        .contains("\"status\":\"CANCELED\",\"reason\":null", "\"exit_code\":null");
  }

  @Test
  void writesWhatWasDeployed() {
    assertThat(Json.write(JobShapes.deployed(TestJobs.pending(1))))
        .isEqualTo(
            "{\"id\":\"job_0000000000001_abcdef\",\"status\":\"PENDING\",\"provider\":\"local\","
                + "\"hardware_profile\":\"local\",\"dashboard_url\":null}");
  }

  @Test
  void writesWhatWasPulled() {
    DownloadResult result =
        new DownloadResult(
            4,
            1_300_000,
            2,
            List.of(new DownloadResult.Loss(EntryPath.of("artifacts/a"), "damaged")),
            List.of(EntryPath.of("artifacts/b")));
    Pulled pulled = new Pulled(TestJobs.succeeded(1), Path.of("/here/.job.part"), result);
    assertThat(Json.write(PullCommand.row(pulled)))
        .isEqualTo(
            "{\"job_id\":\"job_0000000000001_abcdef\",\"directory\":\"/here/.job.part\","
                + "\"files\":4,\"downloaded_count\":2,\"bytes\":1300000,"
                + "\"lost\":[\"artifacts/a\"],\"kept\":[\"artifacts/b\"]}");
  }
}
