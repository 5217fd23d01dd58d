package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page "Managing Artifacts from Jobs", followed line by line by somebody who has nothing else;
/// docs/seeds.md says which line is which test.
@Tag("scenario")
class FoundationsScenarioTest {
  /// The environment file as the page prints it.
  private static final String CONFIG =
      """
      job_deployment_env: local

      results_config:\s
          artifact_path: artifacts

      cache_config: {}
      log_level: DEBUG
      """;

  /// A driver that saves as the page's does, with stand-ins for its table and its model, and then
  /// fails before it has saved everything.
  private static final String FAILS_HALFWAY =
      """
      import pickle
      from model import Model

      class Table:
          def to_pickle(self, path):
              with open(path, "wb") as file:
                  pickle.dump({"rows": 3}, file)

      df, model = Table(), Model()
      df.to_pickle("artifacts/data/variables.pkl")
      model.save('artifacts/models/my_model.h5')
      print("saved both")
      raise SystemExit("out of memory")
      df.to_pickle("artifacts/data/never.pkl")
      """;

  private static final String MODEL =
      """
      class Model:
          def save(self, path):
              with open(path, "w") as file:
                  file.write("weights")
      """;

  @RegisterExtension final Person person = new Person();

  private Path project() {
    return person.at("project_name");
  }

  private Ended foundations(String... arguments) throws Exception {
    return person.foundations().in(project()).run(arguments);
  }

  /// The page's project: what `init` makes, with the page's folders and files in it.
  private void layOut(String driver) throws Exception {
    Ended made = person.foundations().run("init", "project_name");
    assertThat(made.lines())
        .containsExactly("Success: New Foundations project `project_name` created!");
    write("config/local.config.yaml", CONFIG);
    write("project_code/driver.py", driver);
    write("project_code/model.py", MODEL);
    Files.createDirectories(project().resolve("project_code/artifacts/models"));
    Files.createDirectories(project().resolve("project_code/artifacts/data"));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(project().resolve(file), text);
  }

  /// Deploys the driver and waits for its end.
  private String deployed() throws Exception {
    Ended ended = foundations("deploy", "project_code/driver.py", "--env", "local");
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    String id = ended.out().strip();
    person.endedWithArtifacts(id);
    return id;
  }

  private static void printedNothing(Ended ended) {
    assertThat(ended).isEqualTo(new Ended(0, "", ""));
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void retrievesWhatAJobSavedBeforeItFailed() throws Exception {
    layOut(FAILS_HALFWAY);
    String id = deployed();
    assertThat(person.json("status", id, "--json").text("status")).isEqualTo("FAILED");
    printedNothing(foundations("retrieve", "artifacts", "--job_id=" + id, "--env=local"));
    assertThat(project().resolve("data/variables.pkl")).isNotEmptyFile();
    assertThat(project().resolve("models/my_model.h5")).hasContent("weights");
    assertThat(foundations("retrieve", "logs", "--job_id=" + id, "--env=local").out())
        .startsWith("saved both\n")
        .contains("out of memory");
  }

  @Test
  void savesWhereItIsToldAndOnlyThePartThatIsAskedFor() throws Exception {
    layOut(FAILS_HALFWAY.replace("print(", "open('artifacts/models2', 'w').write('2')\nprint("));
    String id = deployed();
    Path absolute = person.at("a/b");
    printedNothing(retrieve(id, "--save_dir", absolute.toString()));
    assertThat(files(absolute))
        .containsExactly("data/variables.pkl", "models/my_model.h5", "models2");
    Path relative = Files.createDirectories(project().resolve("out/models"));
    Files.writeString(relative.resolve("my_model.h5"), "something old, and longer");
    printedNothing(retrieve(id, "--save_dir=out", "--source_dir=./models/"));
    assertThat(files(project().resolve("out"))).containsExactly("models/my_model.h5");
    assertThat(relative.resolve("my_model.h5")).hasContent("weights");
    Ended wrong = retrieve(id, "--source_dir", "model");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err())
        .startsWith("Error: there is no `model` in the artifacts of job " + id + "\n");
  }

  private Ended retrieve(String id, String... options) throws Exception {
    return foundations(
        Stream.concat(
                Stream.of("retrieve", "artifacts", "--job_id", id, "--env", "local"),
                Stream.of(options))
            .toArray(String[]::new));
  }

  @Test
  void writesThroughNoLinkBelowTheFolderItSavesTo() throws Exception {
    layOut(FAILS_HALFWAY);
    String id = deployed();
    Path elsewhere = Files.createDirectories(person.at("elsewhere"));
    Path out = Files.createDirectories(project().resolve("out"));
    Files.createSymbolicLink(out.resolve("models"), elsewhere);
    Ended ended = retrieve(id, "--save_dir=out");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .isEqualTo("Error: models/my_model.h5: something else stands where its folder must be\n");
    assertThat(elsewhere).isEmptyDirectory();
    assertThat(out.resolve("data/variables.pkl")).isNotEmptyFile();
  }

  @Test
  void keepsANestedArtifactPathAndGoesByTheJobsOwnRecord() throws Exception {
    layOut(FAILS_HALFWAY);
    write("config/local.config.yaml", CONFIG.replace(": artifacts", ": artifacts/data"));
    String id = deployed();
    write("config/local.config.yaml", CONFIG.replace(": artifacts", ": elsewhere"));
    printedNothing(retrieve(id, "--save_dir=out"));
    assertThat(files(project().resolve("out"))).containsExactly("variables.pkl");
  }

  @Test
  void takesAnyRelativeArtifactPath() throws Exception {
    layOut("open('a', 'w'); open('../kept/b', 'w'); open('artifacts/data/c', 'w')\n");
    Files.createDirectories(project().resolve("kept"));
    assertThat(saved("../kept")).containsExactly("b");
    assertThat(saved("./artifacts/")).containsExactly("data/c");
    assertThat(saved(".")).containsExactly("a", "artifacts/data/c", "driver.py", "model.py");
  }

  /// What a job under this artifact path leaves.
  private List<String> saved(String artifactPath) throws Exception {
    write("config/local.config.yaml", CONFIG.replace(": artifacts", ": " + artifactPath));
    String id = deployed();
    printedNothing(retrieve(id, "--save_dir=" + id));
    return files(project().resolve(id));
  }

  @Test
  void bundlesTheWholeFolderWhateverGitIgnores() throws Exception {
    layOut("import shutil\nshutil.copy('../data/rows.bin', 'artifacts/data/copy.bin')\n");
    write(".gitignore", "data/\nartifacts/\n");
    write("data/rows.bin", "rows");
    printedNothing(retrieve(deployed(), "--save_dir=out"));
    assertThat(project().resolve("out/data/copy.bin")).hasContent("rows");
  }

  @Test
  void sharesJobsWithTheOtherDoor() throws Exception {
    layOut(FAILS_HALFWAY);
    String id = deployed();
    assertThat(person.succeeds("squeue").out()).contains(id, "project-name", "driver.py");
    assertThat(person.succeeds("data", "ls", "-R", "/jobs/" + id + "/").lines())
        .containsExactly("artifacts/data/variables.pkl", "artifacts/models/my_model.h5");
    assertThat(person.c3().in(project()).run("status").err())
        .startsWith("the last job of project-name: " + id + "\n");
    person.succeeds("pull", id);
    assertThat(person.at(id + "/artifacts/models/my_model.h5")).hasContent("weights");
    Path other =
        person.project(
            "other", "", "mkdir $C3_ARTIFACTS_DIR/sub; echo 1 > $C3_ARTIFACTS_DIR/sub/x");
    String theirs = person.json("deploy", "-f", "--json", other.toString()).text("id");
    printedNothing(retrieve(theirs, "--save_dir=theirs"));
    assertThat(files(project().resolve("theirs"))).containsExactly("sub/x");
  }

  @Test
  void findsAnEnvironmentForEveryProjectInTheHome() throws Exception {
    layOut(FAILS_HALFWAY);
    Path environment = project().resolve("config/local.config.yaml");
    Path global = Files.createDirectories(person.at(".foundations/config"));
    Files.move(environment, global.resolve("local.config.yaml"));
    String id = deployed();
    Path here = Files.createDirectories(person.at("here"));
    printedNothing(
        person
            .foundations()
            .in(here)
            .run("retrieve", "artifacts", "--job_id=" + id, "--env=local"));
    assertThat(files(here)).containsExactly("data/variables.pkl", "models/my_model.h5");
  }

  @Test
  void runsTheProjectThatInitMakes() throws Exception {
    person.foundations().run("init", "project_name");
    assertThat(project().resolve("data")).isEmptyDirectory();
    assertThat(files(project()))
        .containsExactly(
            "README.txt",
            "config/local.config.yaml",
            "post_processing/results.py",
            "project_code/driver.py",
            "project_code/model.py");
    String id = deployed();
    printedNothing(retrieve(id));
    assertThat(project().resolve("line.json")).isNotEmptyFile();
    Ended shown =
        Program.of(Path.of("/usr/bin/env"), person.home())
            .in(project())
            .run("python3", "post_processing/results.py");
    assertThat(shown.out()).startsWith("slope ");
  }
}
