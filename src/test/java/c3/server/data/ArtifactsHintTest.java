package c3.server.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import c3.cli.command.TestJobs;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobEnd;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person is told to try whose data path leads nowhere.
class ArtifactsHintTest {
  @ParameterizedTest
  @CsvSource({
    "jobs,/jobs/",
    "jobs/job_1/artifacts,/jobs/job_1/artifacts",
    "/job/job_1/,/jobs/job_1/",
    "/dataset/images/@v1,/datasets/images/@v1",
    "project/digits/jobs/,/projects/digits/jobs/",
    "/jobs/..,",
    "./images,",
    "@latest,"
  })
  void namesThePathThatWasMeant(String typed, String hint) {
    C3Exception refused = catchThrowableOfType(C3Exception.class, () -> Artifacts.parse(typed));
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
    assertThat(refused.hint()).isEqualTo(Optional.ofNullable(hint));
  }

  @Test
  void sendsNobodyToRecoverWhatWasRemoved() {
    Job removed = TestJobs.ended(1, JobEnd.exited(0), Optional.empty());
    assertThatThrownBy(() -> Artifacts.kept(removed))
        .hasMessage("what " + removed.id() + " left was removed")
        .isInstanceOfSatisfying(C3Exception.class, e -> assertThat(e.hint()).isEmpty());
    Job failed = TestJobs.ended(3, JobEnd.exited(1), Optional.empty()).charged(0);
    assertThatThrownBy(() -> Artifacts.kept(failed))
        .hasMessage("what " + failed.id() + " left was removed");
    Job canceled = TestJobs.ended(2, JobEnd.canceled(), Optional.empty());
    assertThatThrownBy(() -> Artifacts.kept(canceled))
        .hasMessage("nothing is kept of " + canceled.id() + " (canceled)")
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.hint()).contains("c3 recover " + canceled.id()));
  }
}
