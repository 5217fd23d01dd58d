package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import c3.json.Json;
import c3.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The main job, as the README says it: deploy a script, keep what it made, use it in the next job.
@Tag("scenario")
class RiverScenarioTest {
  private static final Pattern COMMAND = Pattern.compile("(?m)^\\./c3 (.*)$");
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

  @RegisterExtension final Person person = new Person();

  @Test
  void runsTheCommandsOfTheReadme() throws Exception {
    Path clone = TestedClone.folder();
    List<String> commands =
        COMMAND
            .matcher(Files.readString(clone.resolve("README.md")))
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();
    assertThat(commands).hasSizeGreaterThanOrEqualTo(4).first().asString().contains("deploy -f");
    for (String command : commands) {
      // The examples are named from the clone, so that what is pulled lands in this person's home.
      String[] words = command.replace("examples/", clone + "/examples/").split(" ");
      Ended ended = person.c3().run(words);
      assertThat(ended.exitCode()).as("%s: %s", command, ended).isZero();
    }
    Path pulled = pulled();
    assertThat(Json.read(Files.readString(pulled.resolve("artifacts/metrics.json"))).fields())
        .containsKey("accuracy");
    try (Stream<Path> found = Files.walk(pulled)) {
      List<Path> pictures = found.filter(file -> file.toString().endsWith(".png")).toList();
      assertThat(pictures).isNotEmpty();
      assertThat(Files.readAllBytes(pictures.getFirst())).startsWith(PNG);
    }
    person.succeeds("check");
  }

  private Path pulled() throws Exception {
    try (Stream<Path> here = Files.list(person.home())) {
      return here.filter(path -> path.getFileName().toString().startsWith("job_"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void beginsAProjectThatRunsAsItStands() throws Exception {
    person.succeeds("init", "mine");
    Ended ended = person.succeeds("deploy", "-f", "mine");
    assertThat(ended.err()).contains("succeeded in", "c3 pull job_");
  }

  @Test
  void exitsWithTheScriptsOwnStatusAndKeepsWhatItWrote() throws Exception {
    Path project =
        person.project("failing", "", "echo partial > $C3_ARTIFACTS_DIR/partial.txt; exit 7\n");
    Ended ended = person.c3().run("deploy", "-f", "--json", project.toString());
    assertThat(ended.exitCode()).isEqualTo(7);
    JsonObject status = Json.read(ended.out());
    assertThat(status.text("status")).isEqualTo("FAILED");
    assertThat(status.text("reason")).isEqualTo("SCRIPT_ERROR");
    assertThat(
            person.succeeds("data", "cat", "/jobs/" + status.text("id") + "/artifacts/partial.txt"))
        .extracting(Ended::out)
        .isEqualTo("partial\n");
  }

  @Test
  void stopsAScriptThatForksAndIgnoresTermAndKeepsWhatItWrote() throws Exception {
    Path project =
        person.project(
            "stubborn",
            "time: \"00:00:01\"\n",
            """
            trap '' TERM
            (trap '' TERM; setsid sleep 1234 & ) &
            echo early > $C3_ARTIFACTS_DIR/early.txt
            exec >&- 2>&-
            while :; do sleep 1; done
            """);
    Ended ended = person.c3().run("deploy", "-f", "--json", project.toString());
    assertThat(ended.exitCode()).isEqualTo(1);
    JsonObject status = Json.read(ended.out());
    assertThat(status.text("status")).isEqualTo("TIMED_OUT");
    assertThat(person.succeeds("data", "ls", "-R", "/jobs/" + status.text("id")).out())
        .contains("artifacts/early.txt");
    String id = status.text("id");
    assertThat(ProcessHandle.allProcesses().filter(process -> belongsTo(process, id))).isEmpty();
  }

  private static boolean belongsTo(ProcessHandle process, String job) {
    try {
      Path environment = Path.of("/proc/" + process.pid() + "/environ");
      return Files.readString(environment, java.nio.charset.StandardCharsets.ISO_8859_1)
          .contains("C3_JOB_ID=" + job);
    } catch (java.io.IOException e) {
      return false;
    }
  }

  @Test
  void mountsAnotherJobReadOnlyWhereTheMachineHasNoSuchFolder() throws Exception {
    Path first = person.project("one", "", "echo weights > $C3_ARTIFACTS_DIR/w.bin\n");
    String id = person.json("deploy", "-f", "--json", first.toString()).text("id");
    Path second =
        person.project(
            "two",
            "datasets:\n  - ref: /jobs/" + id + "\n    mount: /data-of-c3/prev\n",
            """
            cat /data-of-c3/prev/artifacts/w.bin
            if echo x > /data-of-c3/prev/artifacts/w.bin; then exit 3; fi
            if mount -o remount,rw /data-of-c3/prev; then exit 4; fi
            exit 0
            """);
    Ended ended = person.succeeds("deploy", "-f", second.toString());
    assertThat(ended.out()).contains("weights");
    assertThat(Path.of("/data-of-c3")).doesNotExist();
    person.succeeds("check");
  }

  @Test
  void runsJobsUpToTheSlotsAndTheRestInOrder() throws Exception {
    Path project =
        person.project("many", "", "echo $C3_JOB_ID > $C3_ARTIFACTS_DIR/id; sleep 0.3\n");
    List<String> ids = new java.util.ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ids.add(person.json("deploy", "--json", project.toString()).text("id"));
    }
    for (String id : ids) {
      assertThat(person.ended(id).text("status")).isEqualTo("SUCCEEDED");
      assertThat(person.succeeds("data", "cat", "/jobs/" + id + "/artifacts/id").out())
          .isEqualTo(id + "\n");
    }
    List<String> started = new java.util.ArrayList<>();
    for (String id : ids) {
      started.add(person.json("status", id, "--json").text("started_at"));
    }
    assertThat(started).isSorted();
    assertThat(person.succeeds("pull").out().lines()).hasSize(6);
    assertThat(person.succeeds("pull").err()).contains("nothing new");
  }
}
