package c3.agent.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import c3.agent.script.ScriptEnd.Exited;
import c3.agent.script.ScriptEnd.NotStarted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What does not depend on a sandbox; the rest is in the sandboxes' contract.
class ScriptRunnerTest {
  private static final Tools TOOLS = Tools.on("/usr/bin:/bin");
  private static final ThreadFactory THREADS = Thread.ofPlatform().daemon()::unstarted;
  private static final Duration LONG = Duration.ofSeconds(60);

  private final String jobId = UUID.randomUUID().toString();
  private final ScriptRunner runner = new ScriptRunner(TOOLS, THREADS, Duration.ofMillis(200));
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @AfterEach
  void close() throws InterruptedException {
    runner.close();
    assertThat(JobProcesses.ofJob(jobId).killAll()).isTrue();
  }

  private Launch launch(String script) {
    return launch(script, jobId);
  }

  private static Launch launch(String script, String jobId) {
    List<Word> words =
        Stream.of("/bin/bash", "-c", "printf '%s' \"$0\"; " + script, StartMarker.TEXT)
            .map(Word::of)
            .toList();
    Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin", "C3_JOB_ID", jobId);
    return new Launch(words, environment, Containment.SESSION);
  }

  private synchronized void take(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      printed.write(bytes.get());
    }
  }

  private synchronized String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static ScriptEnd end(RunningScript script) throws Exception {
    return script.await(LONG).orElseThrow();
  }

  @Test
  void saysWhenTheEndHasNotComeYet() throws Exception {
    RunningScript script = runner.start(launch("sleep 1000"), this::take);

    assertThat(script.await(Duration.ofMillis(1))).isEmpty();
    script.stop(Duration.ZERO);
    assertThat(end(script).stopped()).isTrue();
  }

  @Test
  void goesOnWhenTheSinkCannotTakeTheOutput() throws Exception {
    OutputSink full =
        bytes -> {
          throw new IOException("no space left");
        };

    RunningScript script = runner.start(launch("head -c 300000 /dev/zero; exit 3"), full);

    assertThat(end(script)).isEqualTo(new Exited(3, false, 300_000));
  }

  @Test
  void reportsADefectOfTheSinkAfterTheScriptHasEnded() throws Exception {
    OutputSink broken =
        bytes -> {
          throw new IllegalStateException("defect");
        };

    RunningScript script = runner.start(launch("head -c 300000 /dev/zero; exit 3"), broken);

    assertThatThrownBy(() -> end(script)).hasRootCauseMessage("defect");
  }

  @Test
  void offersTheNextBytesAgainAfterTheSinkRefused() throws Exception {
    List<Integer> calls = new ArrayList<>();
    OutputSink onceFull =
        bytes -> {
          calls.add(bytes.remaining());
          if (calls.size() == 1) {
            throw new IOException("no space left");
          }
          take(bytes);
        };
    RunningScript script = runner.start(launch("echo lost; sleep 1000"), onceFull);
    await().atMost(LONG).until(() -> !calls.isEmpty());
    script.stop(Duration.ZERO);
    end(script);

    RunningScript next = runner.start(launch("echo kept"), onceFull);

    assertThat(end(next)).isEqualTo(new Exited(0, false, 0));
    assertThat(printed()).endsWith("kept\n");
  }

  @Test
  void doesNotWaitForAProcessThatHidesAndHoldsTheOutputOpen() throws Exception {
    RunningScript script =
        runner.start(
            launch(
                """
                setsid env -i /bin/sleep 1000 &
                until grep -q sleep /proc/$!/comm; do :; done
                echo $!
                exit 8
                """),
            this::take);

    assertThat(end(script)).isEqualTo(new Exited(8, false, 0));
    long hidden = Long.parseLong(printed().strip());
    assertThat(ProcessHandle.of(hidden)).get().matches(ProcessHandle::destroyForcibly);
  }

  @Test
  void keepsWhatTheSandboxSaysOutOfTheOutput() throws Exception {
    List<Word> words =
        Stream.of(
                "/bin/bash", "-c", "echo warning; printf '%s' \"$0\"; echo real", StartMarker.TEXT)
            .map(Word::of)
            .toList();

    end(runner.start(new Launch(words, Map.of(), Containment.SESSION), this::take));

    assertThat(printed()).isEqualTo("real\n");
  }

  @Test
  void saysInOneLineWhatTheSandboxComplainedAbout() throws Exception {
    List<Word> words =
        Stream.of("/bin/bash", "-c", "echo no; echo luck >&2; exit 4").map(Word::of).toList();

    ScriptEnd end = end(runner.start(new Launch(words, Map.of(), Containment.SESSION), this::take));

    assertThat(end).isEqualTo(new NotStarted("no; luck", false));
    assertThat(printed()).isEmpty();
  }

  @Test
  void saysThatAProgramOfTheSandboxIsMissing() throws Exception {
    Launch launch = new Launch(List.of(Word.of("/no/such/program")), Map.of(), Containment.SESSION);

    assertThat(end(runner.start(launch, this::take)))
        .isInstanceOfSatisfying(
            NotStarted.class, end -> assertThat(end.message()).contains("/no/such/program"));
  }

  @Test
  void runsManyScriptsAtOnce() throws Exception {
    List<RunningScript> scripts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      scripts.add(
          runner.start(launch("head -c 100000 /dev/zero; exit " + i, jobId + i), bytes -> {}));
    }

    for (int i = 0; i < 20; i++) {
      assertThat(end(scripts.get(i))).isEqualTo(new Exited(i, false, 0));
    }
  }

  @Test
  void letsAStopBeRepeatedWithLessGrace() throws Exception {
    RunningScript script = runner.start(launch("trap '' TERM; echo up; sleep 1000"), this::take);
    await().atMost(LONG).until(() -> printed().equals("up\n"));

    script.stop(Duration.ofDays(1));
    script.stop(Duration.ZERO);

    assertThat(end(script)).isEqualTo(new Exited(137, true, 0));
  }

  @Test
  void takesTheScriptsAlongWhenItIsClosed() throws Exception {
    RunningScript early = runner.start(launch("sleep 1000", jobId + "-2"), this::take);
    RunningScript script = runner.start(launch("trap '' TERM; echo up; sleep 1000"), this::take);
    await().atMost(LONG).until(() -> printed().equals("up\n"));

    runner.close();

    assertThat(end(script)).isEqualTo(new Exited(137, true, 0));
    assertThat(end(early).stopped()).isTrue();
  }

  @Test
  void refusesVirtualThreads() {
    try (ScriptRunner virtual =
        new ScriptRunner(TOOLS, Thread.ofVirtual()::unstarted, Duration.ZERO)) {
      assertThatThrownBy(() -> virtual.start(launch("true"), this::take))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
