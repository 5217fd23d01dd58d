package c3.agent;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.ErrorCode;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobState;
import c3.model.JobStatus;
import c3.transfer.upload.AsNobody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every way in which what a job left cannot be stored, after every kind of end that its script can
/// have: FAILED with UPLOAD_ERROR after an exit 0, the script's own end otherwise; the record and
/// the log say which file and why; the files are kept, and a recovery brings every byte.
class UploadErrorTest {
  private static final String WRITES =
      "printf one > artifacts/a; mkdir artifacts/sub; printf two > artifacts/sub/b; "
          + "touch written; ";
  private static final String WRITES_LARGE = "head -c 2000000 /dev/zero > artifacts/large; ";
  private static final List<String> ALL =
      List.of("open", "write", "force", "rename", "link", "mode", "mkdir");

  @TempDir Path folder;

  /// A way to fail.
  enum Way {
    FULL_BEFORE_WRITING(
        "artifacts/large: no space left in|(needs 2.0 MB, 1.0 MB free); free other space on that"
            + " disk, or move C3_HOME to a larger one"),
    FULL_WHILE_WRITING(
        "artifacts/|no space left in| free); free other space on that disk, or move C3_HOME to a"
            + " larger one"),
    READ_ONLY("artifacts/|its file system is read-only; look at the disk with dmesg"),
    DISK_FAILS("artifacts/|the disk of the store at|Input/output error|c3 check"),
    UNREADABLE("artifacts/a: it cannot be read: permission denied"),
    SERVER_GONE("no server answers"),
    WRONG_TOKEN("the server does not know this key (the agent's, in tokens.json"),
    CORRUPTED("artifacts/a: |is damaged");

    private final String says;

    /// @param says what the record and the log say, in parts
    Way(String says) {
      this.says = says;
    }

    List<String> says() {
      return List.of(says.split("\\|"));
    }

    /// What a script writes that this way stumbles over.
    String writes() {
      return switch (this) {
        case FULL_BEFORE_WRITING -> WRITES_LARGE + WRITES;
        case UNREADABLE -> WRITES + "chmod 000 artifacts/a; ";
        default -> WRITES;
      };
    }

    void breaks(UploadErrorBench bench) {
      switch (this) {
        case FULL_BEFORE_WRITING -> bench.fillDisk(1_000_000);
        case FULL_WHILE_WRITING ->
            bench.failDisk(List.of("write"), new IOException("No space left on device"));
        case READ_ONLY ->
            bench.failDisk(ALL, new FileSystemException("f", null, "Read-only file system"));
        case DISK_FAILS -> bench.failDisk(List.of("force"), new IOException("Input/output error"));
        case UNREADABLE -> bench.readOn(AsNobody.threads());
        case SERVER_GONE -> bench.unreach(ErrorCode.UNAVAILABLE);
        case WRONG_TOKEN -> bench.unreach(ErrorCode.UNAUTHORIZED);
        case CORRUPTED -> bench.touchPuts(Way::flip);
      }
    }

    private static void flip(String call, Optional<Path> file) throws IOException {
      if (call.equals("putBundle")) {
        try (FileChannel bytes =
            FileChannel.open(
                file.orElseThrow(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
          ByteBuffer one = ByteBuffer.allocate(1);
          bytes.read(one, 100);
          one.put(0, (byte) (one.get(0) ^ 1)).rewind();
          bytes.write(one, 100);
        }
      }
    }
  }

  /// How the script ends.
  enum Script {
    EXITS_0("exit 0", JobStatus.FAILED, FailureReason.UPLOAD_ERROR),
    EXITS_3("exit 3", JobStatus.FAILED, FailureReason.SCRIPT_ERROR),
    IS_CANCELED("sleep 1000", JobStatus.CANCELED);

    private final String ends;
    private final JobStatus status;
    private final Optional<FailureReason> reason;

    Script(String ends, JobStatus status, FailureReason... reason) {
      this.ends = ends;
      this.status = status;
      this.reason = Stream.of(reason).findFirst();
    }
  }

  static Stream<Arguments> cases() {
    return Stream.of(Way.values())
        .flatMap(way -> Stream.of(Script.values()).map(script -> Arguments.of(way, script)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysWhichFileAndWhyAndARecoveryBringsEveryByte(Way way, Script script) throws Exception {
    try (UploadErrorBench bench = new UploadErrorBench(folder, way.writes() + script.ends)) {
      way.breaks(bench);
      bench.run(script == Script.IS_CANCELED);

      JobEnd end = ((JobState.Ended) bench.job().state()).end();
      assertThat(end.status()).isEqualTo(script.status);
      assertThat(end.reason()).isEqualTo(script.reason);
      if (script != Script.IS_CANCELED) {
        assertThat(end.exitCode()).isEqualTo(OptionalInt.of(script == Script.EXITS_0 ? 0 : 3));
      }
      assertThat(end.message()).contains(way.says()).contains("kept on this machine: artifacts/");
      assertThat(bench.log()).contains(way.says()).contains("try: c3 recover " + bench.job().id());
      assertThat(bench.job().artifacts()).isEmpty();
      assertThat(bench.spool().read().orElseThrow().phase()).isEqualTo(SpoolRecord.Phase.KEPT);

      bench.heal();
      Files.setPosixFilePermissions(
          bench.written("artifacts/a"), PosixFilePermissions.fromString("rw-r--r--"));
      bench.recover();

      Job recovered = bench.job();
      assertThat(((JobState.Ended) recovered.state()).end()).isEqualTo(end);
      assertThat(bench.spool().directory()).doesNotExist();
      Path pulled = bench.pulled();
      assertThat(pulled.resolve("artifacts/a")).hasContent("one");
      assertThat(pulled.resolve("artifacts/sub/b")).hasContent("two");
      if (way.writes().contains("large")) {
        assertThat(Files.readAllBytes(pulled.resolve("artifacts/large")))
            .isEqualTo(new byte[2_000_000]);
      }
      assertThat(bench.findings()).isEmpty();
    }
  }
}
