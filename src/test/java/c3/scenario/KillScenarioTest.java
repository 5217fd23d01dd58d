package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import c3.Randomly;
import c3.json.JsonObject;
import c3.posix.ProcessEnd;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Server and agent are killed with SIGKILL at random moments of a job's life. Whatever the moment,
/// the job ends as it should, what it left is there, and the store is sound.
@Tag("scenario")
class KillScenarioTest {
  private static final int MOMENTS = 10;
  private static final int SPAN_MILLIS = 2500;
  private static final String SCRIPT =
      """
      for i in 1 2 3 4 5 6; do echo line $i; sleep 0.15; done
      mkdir -p $C3_ARTIFACTS_DIR/many
      for i in $(seq 200); do echo $C3_JOB_ID $i > $C3_ARTIFACTS_DIR/many/$i; done
      head -c 20000000 /dev/zero | tr '\\0' x > $C3_ARTIFACTS_DIR/large
      echo $C3_JOB_ID >> $C3_ARTIFACTS_DIR/large
      """;

  @RegisterExtension final Person person = new Person();

  @Test
  void aKilledServerLosesNothing() throws Exception {
    Randomly.times(
        1,
        random -> {
          for (int moment = 0; moment < MOMENTS; moment++) {
            String job = deployed();
            Thread.sleep(random.nextInt(SPAN_MILLIS));
            person.server().ifPresent(ProcessHandle::destroyForcibly);
            JsonObject status = person.endedWithArtifacts(job);
            assertThat(status.text("status")).as("%s", status).isEqualTo("SUCCEEDED");
            assertThat(status.whole("files")).isEqualTo(201);
            assertThat(logOf(job)).contains("line 1\n", "line 6\n");
          }
          person.succeeds("check");
        });
  }

  @Test
  void aServerIsGoneOnceItIsStopped() throws Exception {
    person.succeeds("squeue");
    ProcessHandle server = person.server().orElseThrow();
    person.succeeds("server", "stop");
    assertThat(ProcessEnd.of(server)).isTrue();
  }

  @Test
  void aKilledAgentLosesNoFileThatWasWritten() throws Exception {
    Randomly.times(
        1,
        random -> {
          for (int moment = 0; moment < MOMENTS; moment++) {
            String job = deployed();
            Thread.sleep(random.nextInt(SPAN_MILLIS));
            person.agent().ifPresent(ProcessHandle::destroyForcibly);
            JsonObject status = person.ended(job);
            assertThat(status.text("status") + status.optionalText("reason").orElse(""))
                .as("%s", status)
                .isIn("SUCCEEDED", "FAILEDAGENT_LOST");
            // A job that was given up before its script began has nothing to keep.
            if (status.optionalText("started_at").isPresent()) {
              status = person.endedWithArtifacts(job);
            }
            if (status.text("status").equals("SUCCEEDED")) {
              assertThat(status.whole("files")).isEqualTo(201);
            }
          }
          person.succeeds("check");
        });
  }

  private String deployed() throws Exception {
    Path project = person.project("long", "", SCRIPT);
    return person.json("deploy", "--json", project.toString()).text("id");
  }

  private String logOf(String job) throws Exception {
    return person.succeeds("logs", job).out();
  }
}
