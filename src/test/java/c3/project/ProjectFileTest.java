package c3.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.Randomly;
import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.JobBounds;
import c3.model.JobSpec;
import c3.model.JobSpec.Mount;
import c3.model.JobSpec.Output;
import c3.model.JobSpec.Placement;
import c3.model.ProjectName;
import c3.model.Software;
import c3.project.yaml.Spot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectFileTest {
  private static final EntryPath ARTIFACTS = EntryPath.of("artifacts");

  @TempDir Path folder;

  @BeforeEach
  void layOutAProject() throws IOException {
    Files.writeString(folder.resolve("run.sh"), "true\n");
  }

  @Test
  void knowsWhereEachFieldStands() throws IOException {
    Project project = read("script: run.sh\ngpu: l40s\ndocker:\n  image: debian\n");

    assertThat(project.fields())
        .containsEntry("script", new Spot(".c3", 1))
        .containsEntry("hardware", new Spot(".c3", 2))
        .containsEntry("docker.image", new Spot(".c3", 4));
  }

  @Test
  void readsEveryField() throws IOException {
    Project project =
        read(
            """
            project: digits
            script: ./run.sh
            job_name: train
            time: "26:30:05"
            output: [results/, ./deep/../checkpoints]
            datasets:
              - ref: /jobs/job_1795350980112_q0a1zz/
                mount: /data//prev_weights/
              - ref: /datasets/images/@v3
                mount: ./data/images
            hardware: l40s
            provider: slurm
            capacity: {on_unavailable: wait, max_wait_minutes: 90}
            env:
              EPOCHS: 3.10
              DEBUG: true
              NAME: "a b"
              EMPTY: ""
            exclude: ["*.log", "!keep.log"]
            """);
    assertThat(project.spec())
        .isEqualTo(
            new JobSpec(
                new ProjectName("digits"),
                Optional.of("train"),
                List.of("bash", "run.sh"),
                EntryPath.ROOT,
                List.of(output("artifacts"), output("results"), output("checkpoints")),
                List.of(
                    new Mount("/jobs/job_1795350980112_q0a1zz/", "/data/prev_weights"),
                    new Mount("/datasets/images/@v3", "data/images")),
                Optional.of(Duration.ofHours(26).plusMinutes(30).plusSeconds(5)),
                Map.of("EPOCHS", "3.10", "DEBUG", "true", "NAME", "a b", "EMPTY", ""),
                new Placement(
                    Optional.of("slurm"),
                    Optional.of("l40s"),
                    true,
                    Optional.of(Duration.ofMinutes(90)),
                    JobBounds.NONE),
                Optional.empty()));
    assertThat(project.sent().exclude()).containsExactly("*.log", "!keep.log");
    assertThat(project.root()).isEqualTo(folder.toRealPath());
    assertThat(project.sent().always()).containsExactly(EntryPath.of("run.sh"));
    assertThat(project.spec().software()).isEmpty();
    assertThat(project.notes()).isEmpty();
  }

  @Test
  void needsNoMoreThanAScript() throws IOException {
    JobSpec spec = read("script: run.sh").spec();
    assertThat(spec.outputs()).containsExactly(new Output(ARTIFACTS, ARTIFACTS));
    assertThat(spec.mounts()).isEmpty();
    assertThat(spec.name()).isEmpty();
    assertThat(spec.timeLimit()).isEmpty();
    assertThat(spec.environment()).isEmpty();
    assertThat(spec.placement()).isEqualTo(Placement.ANYWHERE);
  }

  @ParameterizedTest
  @CsvSource({
    "My_Training Run (2), my-training-run-2",
    "digits, digits",
    "Größe, gr-e",
    "___, project",
    "日本, project"
  })
  void namesTheProjectAfterItsFolderAndSaysSo(String folderName, String name) throws IOException {
    Path root = Files.createDirectory(folder.resolve(folderName));
    Files.writeString(root.resolve(".c3"), "script: run.sh");
    Files.writeString(root.resolve("run.sh"), "");
    Project project = ProjectFile.read(root);
    assertThat(project.spec().project()).hasToString(name);
    assertThat(project.notes())
        .containsExactly("project `" + name + "`, after the folder; `project:` in .c3 sets it");
  }

  @Test
  void takesArtifactsAmongTheOutputsForTheSameFolder() throws IOException {
    for (String output : new String[] {"artifacts", "./artifacts", "artifacts/"}) {
      assertThat(read("script: run.sh\noutput: [" + output + ", b]").spec().outputs())
          .containsExactly(output("artifacts"), output("b"));
    }
  }

  @Test
  void keepsOutputsThatOnlyLookNested() throws IOException {
    assertThat(read("script: run.sh\noutput: [a, a-b, ab, artifacts2]").spec().outputs())
        .containsExactly(
            output("artifacts"), output("a"), output("a-b"), output("ab"), output("artifacts2"));
  }

  @ParameterizedTest
  @CsvSource({
    "/jobs/job_1, data/job_1",
    "/jobs/job_1/artifacts/models/, data/models",
    "/projects/p/jobs/job_1, data/job_1",
    "/projects/p/jobs/train@latest, data/train",
    "/projects/p/jobs/@latest, data/p",
    "/datasets/x/@v3, data/x",
    "/projects/p/data/x, data/x"
  })
  void mountsByTheLastNameOfTheReference(String reference, String target) throws IOException {
    assertThat(read("script: run.sh\ndatasets: [{ref: " + reference + "}]").spec().mounts())
        .containsExactly(new Mount(reference, target));
  }

  @Test
  void mountsTheSameThingTwiceAndAnAbsoluteBesideARelativePath() throws IOException {
    Project project =
        read("script: run.sh\ndatasets: [{ref: /jobs/a, mount: /d}, {ref: /jobs/a, mount: d}]");
    assertThat(project.spec().mounts()).extracting(Mount::target).containsExactly("/d", "d");
  }

  @Test
  void takesGpuForHardware() throws IOException {
    assertThat(read("script: run.sh\ngpu: l40s").spec().placement().hardware()).contains("l40s");
  }

  @Test
  void failsAtOnceWhenToldNotToWait() throws IOException {
    assertThat(
            read("script: run.sh\ncapacity: {on_unavailable: fail}")
                .spec()
                .placement()
                .waitWhenUnavailable())
        .isFalse();
  }

  @Test
  void readsWhatAScriptNeedsAroundIt() throws IOException {
    Files.createFile(folder.resolve("pyproject.toml"));
    Files.createFile(folder.resolve("uv.lock"));
    assertThat(read("script: run.sh\npython: {project: .}").spec().software())
        .contains(new Software.Python(EntryPath.ROOT));
    assertThat(read("script: run.sh\ndocker: {image: a/b:1}").spec().software())
        .contains(new Software.Container("a/b:1", false));
    assertThat(
            read("script: run.sh\ndocker: {image: a, requires_accelerator: cuda}")
                .spec()
                .software())
        .contains(new Software.Container("a", true));
  }

  @Test
  void runsAScriptWhoseNameLooksLikeAnOption() throws IOException {
    Files.createFile(folder.resolve("-x"));
    assertThat(read("script: -x").spec().command()).containsExactly("bash", "./-x");
  }

  @Test
  void takesALinkToAScriptOfTheProject() throws IOException {
    Files.createSymbolicLink(folder.resolve("main.sh"), Path.of("run.sh"));
    assertThat(read("script: main.sh").sent().always()).hasToString("[main.sh]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uFEFFscript: run.sh",
        "script: run.sh\r\nenv:\r\n  A: b\r\n",
        "{script: run.sh}",
        "--- \nscript: \"run.sh\"\n...\n"
      })
  void readsWhatOtherEditorsWrite(String text) throws IOException {
    assertThat(read(text).sent().always()).hasToString("[run.sh]");
  }

  @Test
  void findsTheProjectFromAnyFolderBelowIt() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("a/b/c"));
    Files.writeString(folder.resolve(".c3"), "script: run.sh");
    // What c3 keeps in a home folder has the same name.
    Files.createDirectory(folder.resolve("a/.c3"));
    assertThat(ProjectFile.find(deep)).isEqualTo(folder.toRealPath());
    assertThat(ProjectFile.find(folder)).isEqualTo(folder.toRealPath());
  }

  @Test
  void saysThatThereIsNoProject() {
    for (Path absent : new Path[] {folder, folder.resolve("absent")}) {
      assertThatThrownBy(() -> ProjectFile.read(absent))
          .isInstanceOfSatisfying(
              C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
          .hasMessageStartingWith("there is no ");
    }
    assertThatThrownBy(() -> ProjectFile.find(Path.of("/proc")))
        .isInstanceOfSatisfying(C3Exception.class, e -> assertThat(e.hint()).contains("c3 init"))
        .hasMessage("there is no .c3 file in /proc or above it");
  }

  @Test
  void saysWhereAScriptIsNamedToWhoDeploysIt() throws IOException {
    Path file = Files.writeString(folder.resolve("train.sh"), "true");
    assertThatThrownBy(() -> ProjectFile.find(file))
        .isInstanceOfSatisfying(
            C3Exception.class,
            e -> assertThat(e.hint()).contains("script: train.sh  (in .c3), then c3 deploy"))
        .hasMessage(file + " is a file, not a project's folder");
  }

  @Test
  void readsTheFileThatInitWrites() throws IOException {
    String template = resource("dot-c3");
    Files.writeString(folder.resolve("run.sh"), resource("run.sh"));
    assertThat(read(template).spec().command()).containsExactly("bash", "run.sh");
  }

  @Test
  void readsEachSettingThatInitWritesOnceItIsUncommented() throws IOException {
    Files.createFile(folder.resolve("pyproject.toml"));
    Files.createFile(folder.resolve("uv.lock"));
    String settings = resource("dot-c3").replaceAll("(?m)^#(?=[a-z]|  )", "");
    // All but one of the two that exclude each other.
    Project python = read(settings.substring(0, settings.indexOf("docker:")));
    assertThat(python.spec().mounts()).hasSize(3);
    assertThat(python.spec().timeLimit()).contains(Duration.ofHours(2));
    assertThat(python.spec().software()).contains(new Software.Python(EntryPath.ROOT));
    assertThat(ProjectFile.FIELDS)
        .allSatisfy(
            field -> assertThat(settings).containsPattern("(?m)^" + field + ":|`" + field + "`"));
    String docker = "script: run.sh\n" + settings.substring(settings.indexOf("docker:"));
    assertThat(read(docker).spec().software()).containsInstanceOf(Software.Container.class);
  }

  @Test
  void readsTheProjectsOfTheExamples() throws IOException {
    try (var files = Files.walk(Path.of("examples"))) {
      List<Path> projects =
          files.filter(f -> f.endsWith(".c3")).map(f -> f.resolveSibling(".").normalize()).toList();
      assertThat(projects).isNotEmpty();
      for (Path project : projects) {
        assertThat(ProjectFile.read(project).notes()).isEmpty();
      }
    }
  }

  @Test
  void answersAnyTextWithAProjectOrOneClearLine() {
    Randomly.times(
        400,
        random -> {
          Files.write(folder.resolve(".c3"), anyText(random));
          try {
            assertThat(ProjectFile.read(folder)).isNotNull();
          } catch (C3Exception e) {
            assertThat(e.message()).doesNotContain("\n").contains(" (.c3");
          }
        });
  }

  private static byte[] anyText(RandomGenerator random) {
    String[] pieces = {
      "script",
      "run.sh",
      "output",
      ": ",
      ":\n",
      "\n",
      "- ",
      "  ",
      "[",
      "]",
      "{",
      "}",
      "'",
      "\"",
      "|",
      ">",
      "&a ",
      "*a",
      "!t ",
      "#",
      "\t",
      "datasets",
      "ref: /jobs/x",
      "?",
      "%",
      "--- ",
      "\0",
      "ü",
      "\\",
      "time: ",
      "1:2",
      "~",
      ",",
      "@",
      "`"
    };
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "script: run.sh\n" : "");
    for (int i = random.nextInt(20); i > 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(5) == 0 && bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private Project read(String yaml) throws IOException {
    Files.writeString(folder.resolve(".c3"), yaml);
    return ProjectFile.read(folder);
  }

  private static Output output(String directory) {
    return new Output(EntryPath.of(directory), EntryPath.of(directory));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ProjectFile.class.getResourceAsStream("/c3/cli/init/" + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
