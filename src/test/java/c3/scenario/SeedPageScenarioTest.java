package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import c3.json.Json;
import c3.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page "Artifact Output", followed line by line by somebody who has nothing else;
/// docs/seeds.md says which line is which test.
@Tag("scenario")
class SeedPageScenarioTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String WRITES_METRICS =
      """
      python3 - <<'PY'
      import json, os
      output_dir = os.environ["C3_ARTIFACTS_DIR"]  # always set, pre-created
      with open(os.path.join(output_dir, "metrics.json"), "w") as f:
          json.dump({"loss": 0.5}, f)
      PY
      """;

  @RegisterExtension final Person person = new Person();

  private String deployed(Path project) throws Exception {
    return person.json("deploy", "-f", "--json", project.toString()).text("id");
  }

  /// A job of the project `my-project` that fills every configured directory, and one that is not.
  private String job() throws Exception {
    String script =
        WRITES_METRICS
            + """
            echo table > results/table.csv
            echo weights > checkpoints/step-1.pt
            mkdir elsewhere && echo lost > elsewhere/not-collected
            """;
    return deployed(
        person.project(
            "my-project",
            "project: my-project\noutput:\n  - results\n  - ./checkpoints\n",
            "mkdir -p results checkpoints\n" + script));
  }

  @Test
  void collectsTheConfiguredDirectoriesAndNothingElse() throws Exception {
    String id = job();
    assertThat(person.succeeds("data", "ls", "-R", "/jobs/" + id + "/").out().lines())
        .containsExactly("artifacts/metrics.json", "checkpoints/step-1.pt", "results/table.csv");
  }

  @Test
  void keepsWhatACanceledScriptWrote() throws Exception {
    Path project = person.project("long", "", WRITES_METRICS + "touch $HOME/wrote; sleep 600\n");
    String id = person.json("deploy", "--json", project.toString()).text("id");
    Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(person.at("wrote")));
    person.succeeds("cancel", id);
    assertThat(person.endedWithArtifacts(id).text("status")).isEqualTo("CANCELED");
    assertThat(person.succeeds("data", "ls", "-R", "/jobs/" + id + "/").lines())
        .containsExactly("artifacts/metrics.json");
  }

  @Test
  void browsesOneThingUnderTwoPaths() throws Exception {
    String id = job();
    String byId = person.succeeds("data", "ls", "-l", "/jobs/" + id + "/").out();
    String byProject =
        person.succeeds("data", "ls", "-l", "/projects/my-project/jobs/" + id + "/").out();
    assertThat(byId).isEqualTo(byProject).contains("artifacts/", "checkpoints/", "results/");
    assertThat(person.succeeds("data", "ls", "/projects/my-project/jobs/").out())
        .isEqualTo(id + "/\n");
    JsonObject once = person.json("data", "du", "--json", "/jobs/" + id);
    JsonObject twice =
        person.json("data", "du", "--json", "/jobs/" + id, "/projects/my-project/jobs/" + id);
    assertThat(twice.whole("distinct_bytes")).isPositive().isEqualTo(once.whole("distinct_bytes"));
    Ended wrong = person.c3().run("data", "ls", "/projects/other/jobs/" + id + "/");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).startsWith("error: ");
  }

  @Test
  void downloadsOneJobAndThenEveryNewOne() throws Exception {
    String first = job();
    String second = job();
    Path project = person.at("my-project");
    assertThat(person.c3().in(project).run("pull", first).exitCode()).isZero();
    assertThat(Json.read(Files.readString(project.resolve(first + "/artifacts/metrics.json"))))
        .isNotNull();
    Ended rest = person.c3().in(project).run("pull");
    assertThat(rest.out()).contains(second).doesNotContain(first);
    assertThat(project.resolve(second + "/results/table.csv")).hasContent("table");
    person.succeeds("data", "cp", "/jobs/" + first + "/", "./local-output/");
    assertThat(person.at("local-output/artifacts/metrics.json")).exists();
    assertThat(person.at("local-output/checkpoints/step-1.pt")).hasContent("weights");
  }

  @Test
  void chainsThreeStagesWithoutADownload() throws Exception {
    String preprocess =
        deployed(person.project("stage", "", "echo rows > $C3_ARTIFACTS_DIR/rows.csv\n"));
    String train =
        deployed(
            person.project(
                "stage",
                mount(preprocess, "/data/preprocessed"),
                "cat /data/preprocessed/artifacts/rows.csv > $C3_ARTIFACTS_DIR/model\n"));
    String evaluate =
        deployed(
            person.project(
                "stage",
                mount(train, "/data/model"),
                "cat /data/model/artifacts/model > $C3_ARTIFACTS_DIR/score\n"));
    assertThat(person.succeeds("data", "cat", "/jobs/" + evaluate + "/artifacts/score").out())
        .isEqualTo("rows\n");
  }

  private static String mount(String job, String where) {
    return "datasets:\n  - ref: /jobs/" + job + "\n    mount: " + where + "\n";
  }
}
