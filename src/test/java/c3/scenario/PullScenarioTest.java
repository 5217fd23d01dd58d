package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import c3.Randomly;
import c3.json.Json;
import c3.json.JsonObject;
import c3.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Projects, the two names of a job, and pulling what a project's jobs left.
@Tag("scenario")
class PullScenarioTest {
  private static final int FILES = 1_500;
  private static final int JOBS = 3;
  private static final int KILLS = 4;
  private static final long LOOK_MILLIS = 10;

  @RegisterExtension final Person person = new Person();

  /// The id of a job that was followed to its end, whatever that was.
  private String ended(String project, String config, String script) throws Exception {
    Path folder = person.project(project, config, script);
    String id = person.json("deploy", "--json", folder.toString()).text("id");
    person.ended(id);
    return id;
  }

  private List<String> pulled(Path folder) throws Exception {
    Ended ended = person.c3().in(folder).run("pull", "--json");
    assertThat(ended.exitCode()).as("%s", ended).isZero();
    return Json.read(ended.out()).objects("jobs").stream().map(PullScenarioTest::job).toList();
  }

  private static String job(JsonObject row) {
    return row.fields().get("job_id") instanceof JsonValue.Text(String id) ? id : "none";
  }

  @Test
  void aProjectsJobsAreWhatLeftSomethingHoweverItEnded() throws Exception {
    String good = ended("one", "", "echo 1 > $C3_ARTIFACTS_DIR/a\n");
    String failed = ended("one", "", "echo 2 > $C3_ARTIFACTS_DIR/a; exit 3\n");
    String late = ended("one", "time: \"00:00:01\"\n", "echo 3 > $C3_ARTIFACTS_DIR/a; sleep 600\n");
    person.endedWithArtifacts(failed);
    person.endedWithArtifacts(late);
    String other = ended("two", "", "echo 4 > $C3_ARTIFACTS_DIR/a\n");
    Path waiting = person.project("one", "", "sleep 600\n");
    String running = person.json("deploy", "--json", waiting.toString()).text("id");

    assertThat(person.succeeds("data", "ls", "/projects/one/jobs/").lines())
        .containsExactly(late + "/", failed + "/", good + "/");
    assertThat(person.succeeds("data", "ls", "/jobs/").lines())
        .containsExactly(other + "/", late + "/", failed + "/", good + "/");
    long charged = person.json("balance", "--json").whole("charged_bytes");
    JsonObject both =
        person.json("data", "du", "--json", "/jobs/", "/projects/one/jobs/", "/projects/two/");
    assertThat(both.whole("distinct_bytes")).isEqualTo(charged).isPositive();
    assertThat(person.succeeds("data", "cat", "/projects/one/jobs/" + good + "/artifacts/a").out())
        .isEqualTo(person.succeeds("data", "cat", "/jobs/" + good + "/artifacts/a").out());
    for (String verb : new String[] {"ls", "cat", "du", "verify"}) {
      Ended wrong = person.c3().run("data", verb, "/projects/two/jobs/" + good + "/artifacts/a");
      assertThat(wrong.exitCode()).isEqualTo(1);
      assertThat(wrong.err())
          .startsWith("error: there is no job " + good + " in project two\n")
          .contains(other);
    }

    Path folder = person.at("one");
    assertThat(pulled(folder)).containsExactly(late, failed, good);
    assertThat(pulled(folder)).isEmpty();
    assertThat(person.c3().in(folder).run("pull").err()).contains("nothing new to pull");
    assertThat(folder.resolve(failed + "/artifacts/a")).hasContent("2");
    assertThat(jobsIn(folder)).containsExactlyInAnyOrder(late, failed, good);
    person.succeeds("cancel", running);
  }

  @Test
  void makesNoFolderForAJobThatLeftNothingButBringsOneWithoutFiles() throws Exception {
    String links =
        ended("bare", "", "mkdir $C3_ARTIFACTS_DIR/empty; ln -s empty $C3_ARTIFACTS_DIR/link\n");
    String nothing = ended("bare", "", "true\n");
    Path folder = person.at("bare");

    Ended named = person.c3().in(folder).run("pull", nothing);
    assertThat(named.exitCode()).isZero();
    assertThat(named.err()).isEqualTo(nothing + " left no files: there is nothing to pull\n");
    assertThat(
            Json.read(person.c3().in(folder).run("pull", "--json", nothing).out()).objects("jobs"))
        .isEmpty();
    assertThat(pulled(folder)).containsExactly(links);
    assertThat(jobsIn(folder)).containsExactly(links);
    assertThat(folder.resolve(links + "/artifacts/link")).isSymbolicLink().isDirectory();
  }

  private static List<String> jobsIn(Path folder) throws IOException {
    try (Stream<Path> names = Files.list(folder)) {
      return names
          .map(path -> String.valueOf(path.getFileName()))
          .filter(name -> name.contains("job_"))
          .toList();
    }
  }

  /// Killed at any moment: a folder of a job's own name is whole, and in the end each job was
  /// brought once and nothing half written is left.
  @Test
  void aKilledPullGoesOnAndBringsEachJobOnce() throws Exception {
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      String script =
          "for n in $(seq %d); do echo %d-$n > $C3_ARTIFACTS_DIR/$n; done\n".formatted(FILES, i);
      jobs.add(ended("many", "", script));
    }
    Path folder = person.at("many");
    Randomly.times(
        1,
        random -> {
          Set<String> whole = new HashSet<>();
          for (int kill = 0; kill < KILLS; kill++) {
            try (Program.Running pull = person.c3().in(folder).start("pull")) {
              long files = files(folder) + random.nextInt(2 * FILES);
              while (pull.process().isAlive() && files(folder) < files) {
                Thread.sleep(LOOK_MILLIS);
              }
              pull.process().destroyForcibly().waitFor();
            }
            jobsIn(folder).stream().filter(jobs::contains).forEach(whole::add);
            for (String job : whole) {
              assertWhole(folder.resolve(job), jobs.indexOf(job));
            }
          }
          List<String> rest = pulled(folder);
          assertThat(Stream.concat(rest.stream(), whole.stream()))
              .containsExactlyInAnyOrderElementsOf(jobs);
        });
    assertThat(jobsIn(folder)).containsExactlyInAnyOrderElementsOf(jobs);
    for (String job : jobs) {
      assertWhole(folder.resolve(job), jobs.indexOf(job));
    }
    assertThat(pulled(folder)).isEmpty();
  }

  private static long files(Path folder) throws IOException {
    long files = 0;
    for (String job : jobsIn(folder)) {
      Path artifacts = folder.resolve(job).resolve("artifacts");
      if (Files.isDirectory(artifacts)) {
        try (Stream<Path> names = Files.list(artifacts)) {
          files += names.count();
        } catch (NoSuchFileException e) {
          // It got its final name meanwhile.
        }
      }
    }
    return files;
  }

  private static void assertWhole(Path job, int number) throws IOException {
    Path artifacts = job.resolve("artifacts");
    try (Stream<Path> files = Files.list(artifacts)) {
      assertThat(files).hasSize(FILES);
    }
    for (int n = 1; n <= FILES; n++) {
      assertThat(Files.readString(artifacts.resolve(Integer.toString(n))))
          .isEqualTo(number + "-" + n + "\n");
    }
  }
}
