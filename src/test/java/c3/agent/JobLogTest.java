package c3.agent;

import static org.assertj.core.api.Assertions.assertThat;

import c3.log.BoundedLog;
import c3.log.LogBounds;
import c3.model.ErrorCode;
import c3.model.FailureReason;
import c3.model.JobEnd;
import c3.model.Limits;
import c3.wire.message.LogChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLogTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  @AutoClose private AgentBench bench;

  @BeforeEach
  void prepare() throws IOException {
    bench = new AgentBench(folder, "true");
  }

  private JobLog open() throws IOException {
    return bench.tools().openLog(bench.spool(), bench.control.job().lease());
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void sendsWhatTheScriptPrintsInOrder() throws Exception {
    try (JobLog log = open()) {
      for (int i = 0; i < 100; i++) {
        log.accept(bytes(i + "\n"));
      }
      log.say("a remark");
      assertThat(log.flush(LONG)).isTrue();
    }
    assertThat(bench.control.log()).startsWith("0\n1\n").endsWith("99\nc3: a remark\n");
  }

  @Test
  void losesNothingWhileTheServerIsAway() throws Exception {
    bench.control.failing("log", 50, ErrorCode.UNAVAILABLE);
    try (JobLog log = open()) {
      log.accept(bytes("one\n"));
      log.accept(bytes("two\n"));
      assertThat(log.flush(LONG)).isTrue();
    }
    assertThat(bench.control.log()).isEqualTo("one\ntwo\n");
  }

  @Test
  void saysThatTheServerHasNotAllOfIt() throws Exception {
    bench.control.failing("log", Integer.MAX_VALUE, ErrorCode.UNAVAILABLE);
    try (JobLog log = open()) {
      log.accept(bytes("one\n"));
      assertThat(log.flush(Duration.ZERO)).isFalse();
    }
    assertThat(bench.control.log()).isEmpty();
  }

  @Test
  void goesOnWhereTheServerHasIt() throws Exception {
    try (JobLog log = open()) {
      log.accept(bytes("one\n"));
      assertThat(log.flush(LONG)).isTrue();
    }
    try (JobLog log = open()) {
      log.accept(bytes("two\n"));
      assertThat(log.flush(LONG)).isTrue();
    }
    assertThat(bench.control.log()).isEqualTo("one\ntwo\n");
  }

  @Test
  void sendsTheGapThatTheBoundLeft() throws Exception {
    Path directory = bench.spool().log();
    try (BoundedLog log = BoundedLog.open(directory, LogBounds.of(Limits.STANDARD))) {
      log.append(bytes("head"));
      log.append(104, 100, bytes("tail"));
    }
    try (JobLog log = open()) {
      assertThat(log.flush(LONG)).isTrue();
    }
    assertThat(bench.control.log()).isEqualTo("head<gap 100>tail");
  }

  @Test
  void sendsOnAfterTheJobWasEndedElsewhere() throws Exception {
    bench.control.endElsewhere(JobEnd.failed(FailureReason.AGENT_LOST, "gone"));
    try (JobLog log = open()) {
      log.accept(bytes("one\n"));
      assertThat(log.flush(LONG)).isTrue();
      log.accept(bytes("two\n"));
      assertThat(log.flush(LONG)).isTrue();
    }
    assertThat(bench.control.log()).isEqualTo("one\ntwo\n");
  }

  @Test
  void sendsNoMoreWhenTheLeaseIsAnothers() throws Exception {
    JobLog log = open();
    bench.control.job(bench.control.job().takenBack(Instant.EPOCH));
    log.accept(bytes("one\n"));
    assertThat(log.flush(LONG)).isTrue();
    log.accept(bytes("two\n"));
    assertThat(log.flush(LONG)).isTrue();
    log.close();
    assertThat(bench.control.log()).isEmpty();
  }

  @Test
  void waitsForNothingWhenTheServerRefusesTheLog() throws Exception {
    bench.control.failing("log", 1, ErrorCode.NOT_FOUND);
    try (JobLog log = open()) {
      log.accept(bytes("one\n"));
      assertThat(log.flush(LONG)).isTrue();
    }
    assertThat(bench.control.log()).isEmpty();
  }

  @Test
  void sendsFromTheOffsetThatTheServerWants() throws Exception {
    bench.control.log(bench.control.job().lease(), new LogChunk(0, 0, bytes("one\n")));
    try (JobLog log = open()) {
      log.accept(bytes("one\n"));
      log.accept(bytes("two\n"));
      assertThat(log.flush(LONG)).isTrue();
    }
    assertThat(bench.control.log()).isEqualTo("one\ntwo\n");
  }

  @Test
  void leavesAGapWhereARemarkCouldNotBeWrittenDown() throws Exception {
    try (JobLog log = open()) {
      log.accept(bytes("one\n"));
      assertThat(log.flush(LONG)).isTrue();
    }
    try (JobLog log = open()) {
      try (var files = Files.list(bench.spool().log())) {
        for (Path file : files.toList()) {
          Files.delete(file);
          Files.createDirectory(file);
        }
      }
      log.say("a remark");
      assertThat(log.flush(LONG)).isTrue();
    }
    assertThat(bench.control.log()).startsWith("one\n").doesNotContain("remark");
  }
}
