package c3.agent;

import static org.assertj.core.api.Assertions.assertThat;

import c3.agent.script.Tools;
import c3.model.EntryPath;
import c3.model.Job;
import c3.model.JobSpec;
import c3.model.MountSupport;
import c3.model.Software;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which jobs share a Python environment, made by a program that stands in for uv.
class PythonEnvironmentsTest {
  private static final String PINNED =
      """
      source = { registry = "https://index" }
      wheels = [
          { url = "https://index/alpha.whl", hash = "sha256:00", size = 1 },
      ]
      """;

  /// Finds what a file says, and makes environments that are numbered.
  private static final String UV =
      """
      #!/bin/bash
      here=HERE
      case $1 in
        python) cat "$here/interpreter" ;;
        venv) mkdir .venv ;;
        sync)
          echo made >>"$here/made"
          wc -l <"$here/made" >.venv/number
          ;;
      esac
      """;

  @TempDir Path folder;
  @AutoClose private AgentBench bench;
  private AgentTools tools;
  private PythonEnvironments environments;
  private int projects;

  @BeforeEach
  void begin() throws IOException {
    bench = new AgentBench(folder, "true");
    tools = bench.tools();
    Path programs = Files.createDirectories(folder.resolve("bin"));
    Path uv = Files.writeString(programs.resolve("uv"), UV.replace("HERE", folder.toString()));
    Files.setPosixFilePermissions(uv, PosixFilePermissions.fromString("rwx------"));
    environments =
        new PythonEnvironments(
            tools.scripts(),
            folder.resolve("environments"),
            new Tools(List.of(programs)),
            MountSupport.ANY,
            InstantSource.system());
    interpreter("python3.11");
  }

  private void interpreter(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    Files.writeString(folder.resolve("interpreter"), file + "\n");
  }

  private Path project(String lock) throws IOException {
    projects++;
    Path project = Files.createDirectories(folder.resolve("project" + projects));
    Files.writeString(project.resolve("uv.lock"), lock);
    Files.writeString(project.resolve("pyproject.toml"), "");
    return project;
  }

  private StagedJob prepared(Path project, Map<String, String> variables) throws Exception {
    Job job = with(variables);
    StagedJob staged = new StagedJob(job, project, List.of(), Optional.empty());
    try (JobLog log = tools.openLog(tools.spool(job.id()), job.lease())) {
      return environments.prepare(
          staged, new Software.Python(EntryPath.ROOT), new StopSwitch(), log);
    }
  }

  /// A job with these variables of its own.
  private Job with(Map<String, String> variables) throws IOException {
    Job plain = bench.claimed("true", Optional.empty(), List.of());
    JobSpec spec = plain.spec();
    JobSpec wanted =
        new JobSpec(
            spec.project(),
            spec.name(),
            spec.command(),
            spec.directory(),
            spec.outputs(),
            spec.mounts(),
            spec.timeLimit(),
            variables,
            spec.placement(),
            spec.software());
    return Job.submitted(
            plain.id(), wanted, plain.workspace(), List.of(), plain.times().submitted())
        .claimed(plain.agent().orElseThrow());
  }

  /// Which of the environments that were made a job gets, and whether it is shared.
  private String given(Path project, Map<String, String> variables) throws Exception {
    try (StagedJob job = prepared(project, variables)) {
      boolean shared = !job.mounts().isEmpty();
      Path place =
          shared ? job.mounts().getFirst().tree().path() : job.virtualEnvironment().orElseThrow();
      return (shared ? "shared " : "own ") + Files.readString(place.resolve("number")).strip();
    }
  }

  private String given(Path project) throws Exception {
    return given(project, Map.of());
  }

  @Test
  void makesOneForEveryJobWithTheSameLock() throws Exception {
    assertThat(given(project(PINNED))).isEqualTo("shared 1");
    assertThat(given(project(PINNED), Map.of("SEED", "1"))).isEqualTo("shared 1");
    assertThat(given(project(PINNED + "\n"))).isEqualTo("shared 2");
  }

  @Test
  void makesAnotherOnceThereIsAnotherPython() throws Exception {
    given(project(PINNED));

    interpreter("python3.12");
    assertThat(given(project(PINNED))).isEqualTo("shared 2");
    interpreter("python3.11");
    assertThat(given(project(PINNED))).isEqualTo("shared 1");
    Files.writeString(folder.resolve("python3.11"), "a newer one in its place");
    assertThat(given(project(PINNED))).isEqualTo("shared 3");
  }

  @Test
  void makesAnotherWhereSomethingElseDecides() throws Exception {
    given(project(PINNED));

    assertThat(given(project(PINNED), Map.of("UV_PYTHON", "3.9"))).isEqualTo("shared 2");
    assertThat(given(project(PINNED), Map.of("PATH", "/mine:/usr/bin:/bin"))).isEqualTo("shared 3");
    Path configured = project(PINNED);
    Files.writeString(configured.resolve("uv.toml"), "no-binary = true\n");
    assertThat(given(configured)).isEqualTo("shared 4");
  }

  @Test
  void sharesNoneWhoseFilesTheLockDoesNotPin() throws Exception {
    String folderAsIndex =
        """
        source = { registry = "wheels" }
        wheels = [
            { path = "alpha-1.0-py3-none-any.whl" },
        ]
        """;
    String own = "source = { directory = \"../beside\" }\n";
    String address =
        """
        source = { url = "https://x/alpha.whl" }
        wheels = [
            { url = "https://x/alpha.whl", hash = "sha256:00" },
        ]
        """;

    assertThat(given(project(folderAsIndex))).isEqualTo("own 1");
    assertThat(given(project(PINNED + own))).isEqualTo("own 2");
    assertThat(given(project(address))).isEqualTo("shared 3");
    Path linked = project(PINNED);
    Files.createSymbolicLink(linked.resolve(".python-version"), Path.of("elsewhere"));
    assertThat(given(linked)).isEqualTo("own 4");
  }
}
