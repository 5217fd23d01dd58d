package c3.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadRoomTest {
  private static final Path TARGET = Path.of("/here/job_1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no space left on the disk",
        "No space left on device",
        "the disk quota is used up",
        "Disk quota exceeded"
      })
  void saysWhereTheDiskIsFullAndHowToGoOn(String reason) {
    C3Exception refusal =
        catchThrowableOfType(
            C3Exception.class,
            () ->
                DownloadRoom.checked(
                    TARGET,
                    "c3 pull job_1",
                    () -> {
                      throw new FileSystemException(".", null, reason);
                    }));

    assertThat(refusal.code()).isEqualTo(ErrorCode.STORAGE_FULL);
    assertThat(refusal.message()).isEqualTo("no space left on the disk of /here/job_1");
    assertThat(refusal.hint())
        .contains("free some space there, then c3 pull job_1, which goes on from here");
  }

  @Test
  void leavesOtherFailuresAsTheyAre() {
    assertThatThrownBy(() ->
            DownloadRoom.checked(
                TARGET,
                "again",
                () -> {
                  throw new AccessDeniedException("a");
                }))
        .isInstanceOf(AccessDeniedException.class);
  }
}
