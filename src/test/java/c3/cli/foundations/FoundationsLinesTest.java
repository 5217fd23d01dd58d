package c3.cli.foundations;

import static org.assertj.core.api.Assertions.assertThat;

import c3.SettableClock;
import c3.cli.Cli;
import c3.cli.Environment;
import c3.cli.command.Context;
import c3.cli.command.FakeConnector;
import c3.cli.command.FakeControlPlane;
import c3.cli.command.TestJobs;
import c3.cli.local.Build;
import c3.cli.terminal.Captured;
import c3.model.FailureReason;
import c3.model.JobEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `foundations` says to command lines, to the letter, and its exit statuses.
class FoundationsLinesTest {
  private static final String RETRIEVE = "retrieve artifacts --env=local --job_id=";
  private static final String DEPLOY = "deploy project_code/driver.py --env local";

  @TempDir Path here;
  @TempDir Path global;
  private final Captured said = new Captured(false, FoundationsDoor.ERROR);
  private final List<RuntimeException> defects = new ArrayList<>();

  @BeforeEach
  void layOutAProject() throws IOException {
    write("config/local.config.yaml", "job_deployment_env: local\n");
    write("project_code/driver.py", "print(1)\n");
  }

  private void write(String file, String text) throws IOException {
    Path path = here.resolve(file);
    Files.createDirectories(path.resolveSibling("."));
    Files.writeString(path, text);
  }

  private int type(String line) {
    Environment environment =
        new Environment(Map.of(), here, new SettableClock(TestJobs.SUBMITTED), new Random(1));
    JobEnd lost =
        JobEnd.failed(FailureReason.UPLOAD_ERROR, OptionalInt.of(0), "results/x: no space left");
    FakeControlPlane control =
        new FakeControlPlane(
            List.of(TestJobs.pending(2), TestJobs.ended(3, lost, Optional.empty())), 100);
    return new Cli(
            new Context(environment, said.output(), new FakeConnector(control)),
            new FoundationsDoor(new Build("1.2.3", "abc", Path.of("c3")), global),
            defect -> {
              defects.add(defect);
              return Optional.empty();
            })
        .run(line.isEmpty() ? List.of() : List.of(line.split(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retrieve artifacts --env=local|retrieve artifacts|the following arguments are required:"
            + " --job_id",
        "retrieve artifacts --job_id x|retrieve artifacts|the following arguments are required:"
            + " --env",
        "retrieve artifacts|retrieve artifacts|the following arguments are required: --job_id,"
            + " --env",
        "retrieve logs --env local|retrieve logs|the following arguments are required: --job_id",
        "retrieve artifacts --job_id --env=local|retrieve artifacts|argument --job_id: expected one"
            + " argument",
        "retrieve artifacts --job_id=x --env|retrieve artifacts|argument --env: expected one"
            + " argument",
        "retrieve artifacts --job_id=x --env=local --to=y|retrieve artifacts|unrecognized"
            + " arguments: --to=y",
        "retrieve|retrieve|the following arguments are required: {artifacts,logs}",
        "retrieve models|retrieve|invalid choice: 'models' (choose from 'artifacts', 'logs')",
        "deploy --env local|deploy|the following arguments are required: DRIVER",
        "deploy driver.py|deploy|the following arguments are required: --env",
        "deploy a.py b.py --env=local|deploy|unrecognized arguments: b.py",
        "init|init|the following arguments are required: NAME",
        "info local|info|unrecognized arguments: local"
      })
  void saysAsArgparseDoesWhatIsWrongWithALine(String line, String command, String error) {
    assertThat(type(line)).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.errors()).first().asString().startsWith("usage: foundations " + command);
    assertThat(said.errors()).last().isEqualTo("foundations " + command + ": error: " + error);
  }

  @Test
  void namesTheCommandsToChooseFrom() {
    assertThat(type("submit")).isEqualTo(2);
    assertThat(said.errors())
        .containsExactly(
            "usage: foundations [-Vhv] [COMMAND]",
            "foundations: error: invalid choice: 'submit'"
                + " (choose from 'init', 'deploy', 'info', 'retrieve')");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retrieve artifacts --job_id=x --env=gpu|Could not find environment `gpu`",
        "retrieve artifacts --job_id=x --env=|Could not find environment ``",
        "retrieve artifacts --job_id=x --env=../config/local|Could not find environment"
            + " `../config/local`",
        "retrieve logs --job_id x --env loca|Could not find environment `loca`",
        "deploy project_code/driver.py --env=LOCAL|Could not find environment `LOCAL`",
        "retrieve artifacts --job_id x --env local|Job `x` does not exist for environment `local`",
        "retrieve artifacts --job_id= --env=local|Job `` does not exist for environment `local`",
        "retrieve logs --job_id=x --env=local|Job `x` does not exist for environment `local`",
        "retrieve artifacts --job_id=x --env=local --source_dir=../b|"
            + "`--source_dir` must lie inside the artifact path: `../b`",
        "retrieve artifacts --job_id=x --env=local --source_dir=/b|"
            + "`--source_dir` must lie inside the artifact path: `/b`",
        "deploy project_code --env=local|`driver` must be a file; `project_code` is a folder"
            + " (foundations deploy)",
        "deploy config/local.config.yaml --env=local|the driver must be a Python file, not"
            + " `config/local.config.yaml` (foundations deploy)",
        "deploy ../x.py --env=local|"
            + "`driver` must lie inside the project's folder: `../x.py` (foundations deploy)",
        "init a/b|a project's name is the name of its folder, at most 100 characters, without `/`",
        "init ..|a project's name is the name of its folder, at most 100 characters, without `/`",
        "init config|`config` is there already"
      })
  void saysInOneLineWhatCannotBeDone(String line, String error) {
    assertThat(type(line)).isEqualTo(1);
    assertThat(said.out()).isEmpty();
    assertThat(said.errors()).containsExactly("Error: " + error);
    assertThat(defects).isEmpty();
  }

  @Test
  void refusesToSaveIntoAFile() {
    assertThat(type(RETRIEVE + "x --save_dir=project_code/driver.py")).isEqualTo(1);
    assertThat(said.errors())
        .containsExactly("Error: `" + here.resolve("project_code/driver.py") + "` is not a folder");
  }

  @Test
  void retrievesNothingOfAJobThatHasNotEnded() {
    assertThat(type(RETRIEVE + TestJobs.id(2) + " --save_dir=out")).as(said.err()).isZero();
    assertThat(said.out() + said.err()).isEmpty();
    assertThat(here.resolve("out")).doesNotExist();
  }

  @Test
  void saysWhyNothingIsStoredOfAJobThatHasEnded() {
    assertThat(type(RETRIEVE + TestJobs.id(3))).isEqualTo(1);
    assertThat(said.errors())
        .containsExactly(
            "Error: nothing is stored of job " + TestJobs.id(3) + ": results/x: no space left",
            "  try: c3 status " + TestJobs.id(3));
  }

  @Test
  void proposesTheDriverThatWasMeant() {
    assertThat(type("deploy project_code/drver.py --env=local")).isEqualTo(1);
    assertThat(said.errors())
        .containsExactly(
            "Error: `project_code/drver.py` does not exist (foundations deploy)",
            "  try: foundations deploy project_code/driver.py");
  }

  @Test
  void namesTheLineOfAMistakeInAnEnvironment() throws IOException {
    write("config/local.config.yaml", "job_deployment_env: local\nresult_config: {}\n");
    assertThat(type(DEPLOY)).isEqualTo(1);
    assertThat(said.errors())
        .containsExactly(
            "Error: unknown field `result_config` (config/local.config.yaml, line 2)",
            "  try: results_config");
  }

  @Test
  void deploysOnlyFromAProject() throws IOException {
    Files.writeString(global.resolve("local.config.yaml"), "");
    here = here.resolve("project_code");
    assertThat(type("deploy driver.py --env=local")).isEqualTo(1);
    assertThat(said.errors())
        .containsExactly(
            "Error: " + here + " is no Foundations project: it has no folder `config`",
            "  try: foundations init NAME");
  }

  @Test
  void makesTheFoldersOfAProject() throws IOException {
    assertThat(type("init my-project")).isZero();
    assertThat(said.out()).isEqualTo("Success: New Foundations project `my-project` created!\n");
    assertThat(said.err()).isEmpty();
    Path project = here.resolve("my-project");
    try (Stream<Path> made = Files.walk(project)) {
      assertThat(made.map(project::relativize).map(Path::toString))
          .containsExactlyInAnyOrder(
              "",
              "README.txt",
              "config",
              "config/local.config.yaml",
              "data",
              "post_processing",
              "post_processing/results.py",
              "project_code",
              "project_code/driver.py",
              "project_code/model.py");
    }
  }

  @Test
  void listsEnvironmentsOfTheProjectBeforeThoseForAll() throws IOException {
    Files.writeString(global.resolve("local.config.yaml"), "");
    Files.writeString(global.resolve("big.config.yaml"), "");
    Files.writeString(global.resolve("notes.txt"), "");
    assertThat(type("info --env")).isZero();
    assertThat(said.out().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "ENV FILE",
            "local config/local.config.yaml",
            "big " + global.resolve("big.config.yaml"));
    assertThat(type("info")).isZero();
    assertThat(said.out()).contains(here.toString()).contains("local, big");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"init", "deploy", "info", "retrieve", "retrieve artifacts", "retrieve logs"})
  void showsHelpWithExamples(String command) {
    assertThat(type(command + " --help")).isZero();
    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .startsWith("usage: foundations " + command)
        .contains("Examples:\n  foundations " + command);
    assertThat(said.out().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void showsItsCommandsWhenNothingIsTyped() {
    assertThat(type("")).isZero();
    assertThat(said.out()).contains("init", "deploy", "info", "retrieve", "Examples:");
    assertThat(said.err()).isEmpty();
  }

  @Test
  void saysItsVersion() {
    assertThat(type("--version")).isZero();
    assertThat(said.out()).startsWith("foundations 1.2.3 (build abc, JDK ");
  }
}
