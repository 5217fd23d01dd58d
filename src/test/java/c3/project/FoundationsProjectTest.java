package c3.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.JobSpec;
import c3.model.JobSpec.Output;
import c3.model.ProjectName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoundationsProjectTest {
  /// The file that the page on managing artifacts prints.
  private static final String PAGE =
      """
      job_deployment_env: local

      results_config:\s
          artifact_path: artifacts

      cache_config: {}
      log_level: DEBUG
      """;

  @TempDir Path folder;
  private Path project = Path.of("");

  @BeforeEach
  void layOutAProject() throws IOException {
    project = Files.createDirectories(folder.resolve("My Project"));
    write("project_code/driver.py", "");
    write("top.py", "");
    write("run.sh", "");
  }

  private void write(String file, String text) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(path.resolveSibling("."));
    Files.writeString(path, text);
  }

  private Project deployed(String driver, String config) throws IOException {
    write("config/local.config.yaml", config);
    return deployed(driver);
  }

  private Project deployed(String driver) throws IOException {
    FoundationsEnvironments environments = new FoundationsEnvironments(project, folder);
    return FoundationsProject.in(project)
        .deployed(driver, environments.find("local").orElseThrow());
  }

  private static EntryPath artifacts(Project project) {
    return project.spec().outputs().getFirst().directory();
  }

  @Test
  void runsTheDriverInItsFolderAndKeepsTheArtifactPath() throws IOException {
    Project deployed = deployed("project_code/driver.py", PAGE);
    JobSpec spec = deployed.spec();
    assertThat(spec.project()).isEqualTo(new ProjectName("my-project"));
    assertThat(spec.name()).contains("driver.py");
    assertThat(spec.command()).containsExactly("python3", "driver.py");
    assertThat(spec.directory()).isEqualTo(EntryPath.of("project_code"));
    assertThat(spec.outputs())
        .containsExactly(
            new Output(EntryPath.of("project_code/artifacts"), EntryPath.of("artifacts")));
    assertThat(deployed.sent())
        .isEqualTo(
            new Project.Sent(List.of(EntryPath.of("project_code/driver.py")), List.of(), false));
    assertThat(deployed.notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "project_code/driver.py,artifacts/data,project_code/artifacts/data",
    "./project_code//driver.py,./artifacts/,project_code/artifacts",
    "project_code/driver.py,../kept,kept",
    "project_code/driver.py,.,project_code",
    "top.py,a/b/c,a/b/c",
    "top.py,artifacts,artifacts"
  })
  void takesAnyRelativeArtifactPath(String driver, String written, String kept) throws IOException {
    Project deployed = deployed(driver, "results_config: {artifact_path: " + written + "}\n");
    assertThat(artifacts(deployed)).hasToString(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "results_config: {}\ncache_config: {}\n", "job_deployment_env: local"})
  void keepsResultsWhenNothingElseIsSaid(String config) throws IOException {
    assertThat(artifacts(deployed("top.py", config))).hasToString("results");
  }

  @Test
  void saysThatACacheHasNoEffect() throws IOException {
    assertThat(deployed("top.py", "cache_config: {end_point: /tmp}\n").notes())
        .containsExactly("`cache_config` has no effect here: each content is stored once anyway");
  }

  @Test
  void writesADriverThatLooksLikeAnOptionAsAPath() throws IOException {
    write("-x.py", "");
    assertThat(deployed("./-x.py", "").spec().command()).containsExactly("python3", "./-x.py");
  }

  @Test
  void namesTheDriverOfThatNameInAnotherFolder() {
    assertThatThrownBy(() -> deployed("driver.py", ""))
        .isInstanceOfSatisfying(
            C3Exception.class,
            e -> assertThat(e.hint()).contains("foundations deploy project_code/driver.py"));
  }

  @Test
  void isFoundOnlyWhereAFolderHoldsAnEnvironment() throws IOException {
    assertThat(FoundationsProject.find(project)).isEmpty();
    write("config/settings.yaml", "");
    assertThat(FoundationsProject.find(project)).isEmpty();
    write("config/local.config.yaml", "");
    assertThat(FoundationsProject.find(project).map(FoundationsProject::name))
        .contains(FoundationsProject.in(project).name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "results_config: {artifact_path: ../../x}|"
            + "`artifact_path` must lie inside the project's folder: `project_code/../../x`"
            + " (config/local.config.yaml, line 1)",
        "results_config: {artifact_path: /x}|"
            + "`artifact_path` must lie inside the project's folder: `/x`"
            + " (config/local.config.yaml, line 1)",
        "results_config: {artifact_path: driver.py}|"
            + "`artifact_path` must be a folder; `project_code/driver.py` is a file"
            + " (config/local.config.yaml, line 1)",
        "results_config: {artifact_path: 7}|"
            + "`results_config.artifact_path` must be text, not a number"
            + " (config/local.config.yaml, line 1)",
        "results_config: {archive: x}|"
            + "unknown field `archive` in `results_config` (config/local.config.yaml, line 1)",
        "results_config: x|"
            + "`results_config` must hold fields, not text (config/local.config.yaml, line 1)",
        "job_deployment_env: gcp|"
            + "`job_deployment_env` must be local, not `gcp` (config/local.config.yaml, line 1)",
        "log_level: WARN|"
            + "`log_level` must be INFO, ERROR or DEBUG, not `WARN`"
            + " (config/local.config.yaml, line 1)",
        "local|the file must hold fields, not text (config/local.config.yaml, line 1)"
      })
  void namesTheLineOfAMistake(String config, String message) {
    assertThatThrownBy(() -> deployed("project_code/driver.py", config))
        .isInstanceOf(C3Exception.class)
        .hasMessage(message);
  }

  @Test
  void readsAFileAsStrictlyAsADotC3() throws IOException {
    write("config/local.config.yaml", "");
    Path file = project.resolve("config/local.config.yaml");
    Files.write(file, "log_level: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> deployed("top.py"))
        .hasMessage("the file is not UTF-8 text (config/local.config.yaml)");
    Files.write(file, new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> deployed("top.py"))
        .hasMessage("the file is larger than 1 MiB (config/local.config.yaml)");
  }

  @Test
  void refusesAnArtifactPathThatIsALink() throws IOException {
    Files.createSymbolicLink(project.resolve("kept"), Path.of("project_code"));
    assertThatThrownBy(() -> deployed("top.py", "results_config: {artifact_path: kept}"))
        .hasMessage(
            "`artifact_path` must be a folder; `kept` is a link (config/local.config.yaml, line"
                + " 1)");
  }

  @Test
  void findsTheProjectsEnvironmentFirstAndOnlyByItsExactName() throws IOException {
    Path global = Files.createDirectories(folder.resolve("global"));
    Files.writeString(global.resolve("local.config.yaml"), "");
    Files.writeString(global.resolve("gpu.config.yaml"), "");
    write("config/local.config.yaml", "");
    var environments = new FoundationsEnvironments(project, global);
    assertThat(environments.find("local").orElseThrow().shown())
        .isEqualTo("config/local.config.yaml");
    assertThat(environments.find("gpu").orElseThrow().file())
        .isEqualTo(global.resolve("gpu.config.yaml"));
    assertThat(List.of("loc", "LOCAL", "", "../global/gpu", "local.config.yaml"))
        .allSatisfy(name -> assertThat(environments.find(name)).isEmpty());
    assertThat(environments.all().stream().map(FoundationsEnvironments.Named::name))
        .containsExactly("local", "gpu");
  }
}
