package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import c3.json.JsonObject;
import c3.scenario.UploadTrouble.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each way in which what a job left cannot be stored, with the real program, and for each the ends
/// that a script can have: FAILED with UPLOAD_ERROR after an exit 0, the script's own end
/// otherwise. The record, the log and `status` say which file and why; nothing is tried again by
/// itself; once the trouble is over, `c3 recover` brings every byte.
@Tag("scenario")
class UploadErrorScenarioTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int ZEROS = 3_000_000;
  private static final Pattern JOB = Pattern.compile("job_[0-9]+_[0-9a-z]{6}");

  @RegisterExtension final Person person = new Person();

  /// How a script ends; the last one is canceled.
  private enum End {
    EXITS_0("goes_on; exit 0", 1, "FAILED  UPLOAD_ERROR"),
    EXITS_3("goes_on; exit 3", 3, "FAILED  SCRIPT_ERROR"),
    TIMES_OUT("sleep 600 & wait", 1, "TIMED_OUT"),
    IS_CANCELED("sleep 600 & wait", 1, "CANCELED");

    private final String script;
    private final int exitCode;
    private final String status;

    /// @param exitCode what `c3 deploy -f` exits with
    /// @param status as `c3 status` shows it
    End(String script, int exitCode, String status) {
      this.script = script;
      this.exitCode = exitCode;
      this.status = status;
    }
  }

  /// A job that somebody follows.
  private record Followed(End end, Program.Running follower) {
    /// Its id, as the follower was told; until that has ended.
    String id() throws IOException {
      return JOB.matcher(Files.readString(follower.err()))
          .results()
          .findFirst()
          .orElseThrow()
          .group();
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysWhichFileAndWhyAndARecoveryBringsEveryByte(Way way) throws Exception {
    assumeTrue(Files.isWritable(Path.of("/root")), "only root mounts, and becomes less than root");
    try (UploadTrouble trouble = new UploadTrouble(way, person)) {
      trouble.startServer();
      List<Followed> jobs = new ArrayList<>();
      for (End end : End.values()) {
        String project = project(way, end).toString();
        jobs.add(new Followed(end, person.c3().start("deploy", "-f", project)));
      }
      for (Followed job : jobs) {
        await(() -> Files.exists(person.at("wrote-" + job.end())));
      }
      person.succeeds("cancel", jobs.getLast().id());
      await(() -> Files.exists(person.at("stopped-" + End.IS_CANCELED)));
      trouble.begin();
      Files.createFile(person.at("go"));
      for (Followed job : jobs) {
        trouble.awaitGivenUp(job.id());
      }
      trouble.letReport();
      List<JsonObject> ended = new ArrayList<>();
      for (Followed job : jobs) {
        String id = job.id();
        assertSaidWhy(way, job.end(), job.follower().end());
        assertShownWhy(way, job.end(), id, person.succeeds("status", id));
        ended.add(person.json("status", "--json", id));
        assertEnd(ended.getLast(), way, job.end());
      }
      trouble.mend();
      for (JsonObject before : ended) {
        String id = before.text("id");
        assertThat(trouble.spool(id).resolve("job.json")).content().contains("KEPT");
        assertRecovered(before, person.json("recover", "--json", id));
        person.succeeds("pull", id);
        assertWhole(id);
        await(() -> Files.notExists(trouble.spool(id)));
      }
      assertThat(person.at("ran")).content().hasLineCount(jobs.size());
      person.succeeds("check");
    }
  }

  private Path project(Way way, End end) throws IOException {
    String script =
        """
        echo $C3_JOB_ID >> $HOME/ran
        cd $C3_ARTIFACTS_DIR
        mkdir sub
        echo one > a
        echo two > sub/b
        head -c 3000000 /dev/zero > large
        echo $C3_JOB_ID >> large
        %s
        goes_on() { until [ -e $HOME/go ]; do sleep 0.05; done; }
        trap 'touch $HOME/stopped-%s; goes_on; exit 143' TERM
        touch $HOME/wrote-%s
        %s
        """
            .formatted(way.script(), end, end, end.script);
    // Long enough for the trouble to have begun; the script waits for it once it is stopped.
    String time = end == End.TIMES_OUT ? "time: '00:00:15'\n" : "";
    return person.project(end.name(), "project: trouble\njob_name: " + end + "\n" + time, script);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).until(condition);
  }

  private static void assertSaidWhy(Way way, End end, Ended followed) {
    assertThat(followed.exitCode()).as("%s", followed).isEqualTo(end.exitCode);
    assertThat(followed.out())
        .contains("c3: its artifacts could not be stored: ", "c3: try: c3 recover job_")
        .contains(way.says());
    assertThat(followed.err()).contains(way.says());
    assertThat(followed.err()).contains("  try: c3 recover job_");
  }

  private static void assertShownWhy(Way way, End end, String id, Ended status) {
    assertThat(status.out())
        .contains(id + "   " + end.status)
        .contains(way.says())
        .contains("kept on this machine: artifacts/a, artifacts/large");
    assertThat(status.err()).contains("  try: c3 recover " + id);
  }

  private static void assertEnd(JsonObject status, Way way, End end) throws IOException {
    String reason = status.optionalText("reason").map(text -> "  " + text).orElse("");
    assertThat(status.text("status") + reason).isEqualTo(end.status);
    assertThat(status.text("message")).contains(way.says());
    assertThat(status.flag("artifacts")).isFalse();
    if (end == End.EXITS_0 || end == End.EXITS_3) {
      assertThat(status.whole("exit_code")).isEqualTo(end == End.EXITS_0 ? 0 : 3);
    }
  }

  private static void assertRecovered(JsonObject before, JsonObject after) throws IOException {
    assertThat(after.flag("artifacts")).isTrue();
    for (String field : List.of("status", "reason", "exit_code", "message", "ended_at")) {
      assertThat(after.fields().get(field)).isEqualTo(before.fields().get(field));
    }
  }

  private void assertWhole(String job) throws IOException {
    Path pulled = person.at(job).resolve("artifacts");
    assertThat(pulled.resolve("a")).hasContent("one\n");
    assertThat(pulled.resolve("sub/b")).hasContent("two\n");
    assertThat(pulled.resolve("large")).hasContent("\0".repeat(ZEROS) + job + "\n");
  }
}
