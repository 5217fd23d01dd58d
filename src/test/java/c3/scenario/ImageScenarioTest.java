package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import c3.json.Json;
import c3.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Jobs that run in a container image, by the real podman.
@Tag("scenario")
class ImageScenarioTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// What a job is promised wherever it runs, looked at from within.
  private static final String LOOKS =
      """
      echo "in $PWD"
      env | grep -e '^C3_' -e '^GREETING' -e '^SECOND' | sort
      printf '%s' "$GREETING" >"$C3_ARTIFACTS_DIR/greeting"
      ls results data/here /data/there
      cat data/here/sub/weights /data/there/sub/weights
      echo changed 2>/dev/null >/data/there/sub/weights || echo "there is read-only"
      touch data/here/new 2>/dev/null || echo "here is read-only"
      cat project.txt
      ls .
      cd "$C3_ARTIFACTS_DIR"
      mkdir -p sub/empty
      printf 'x\\0y' >sub/$'odd \\xff,:"\\n'
      ln -s sub/nowhere link
      echo 'echo hi' >run-me
      chmod 750 run-me
      echo second >"$C3_JOB_WORKDIR/results/r"
      echo scratch >"$C3_JOB_WORKDIR/scratch"
      """;

  @TempDir static Path images;
  private static Optional<TestImage> made = Optional.empty();

  @RegisterExtension final Person person = new Person();

  @BeforeAll
  static void make() throws Exception {
    made = Optional.of(new TestImage(images));
  }

  @AfterAll
  static void remove() throws Exception {
    if (made.isPresent()) {
      made.get().remove();
    }
  }

  private static TestImage image() {
    return made.orElseThrow();
  }

  /// A project whose script runs in this image.
  private Path project(String name, String config, String script) throws Exception {
    return person.project(name, "docker: {image: '" + image().name() + "'}\n" + config, script);
  }

  /// The c3 of somebody who has the image; its first command decides what its agent reaches.
  private Program c3() {
    return image().reaching(person.c3());
  }

  private Ended follow(Path project) throws Exception {
    return c3().run("deploy", "-f", project.toString());
  }

  private String submitted(Path project) throws Exception {
    Ended ended = c3().run("deploy", "--json", project.toString());
    assertThat(ended.exitCode()).as(ended.toString()).isZero();
    return Json.read(ended.out()).text("id");
  }

  private void awaitLine(String job, String line) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(person.succeeds("logs", job).out().lines()).contains(line));
  }

  /// What lies in a folder: each path with its kind, its permissions and its bytes.
  private static Map<String, String> contents(Path folder) throws Exception {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        String what =
            Files.isSymbolicLink(path)
                ? "-> " + Files.readSymbolicLink(path)
                : Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)
                    + (Files.isRegularFile(path)
                        ? new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)
                        : "/");
        contents.put(folder.relativize(path).toString(), what);
      }
    }
    return contents;
  }

  @Test
  void showsAScriptInAnImageWhatItSeesWithoutOne() throws Exception {
    Path weights =
        person.project(
            "weights",
            "",
            "mkdir -p $C3_ARTIFACTS_DIR/sub; echo 42 >$C3_ARTIFACTS_DIR/sub/weights");
    Ended first = follow(weights);
    assertThat(first.exitCode()).as(first.toString()).isZero();
    String config =
        """
        project: compared
        output: [./results]
        env:
          GREETING: "häl'lo \\"$HOME\\" `id`\\nnext line"
          SECOND: ""
        datasets:
          - {ref: /projects/weights/jobs/@latest/artifacts, mount: /data/there}
          - {ref: /projects/weights/jobs/@latest/artifacts, mount: ./data/here}
        """;
    Path plain = person.project("plain", config, LOOKS);
    Path inside = project("inside", config, LOOKS + "cat /etc/flavour; id -u\n");
    for (Path project : new Path[] {plain, inside}) {
      Files.writeString(project.resolve("project.txt"), "uploaded\n");
    }

    String without = submitted(plain);
    String within = submitted(inside);

    for (String job : new String[] {without, within}) {
      JsonObject status = person.endedWithArtifacts(job);
      assertThat(status.text("status"))
          .as(status + person.succeeds("logs", job).out())
          .isEqualTo("SUCCEEDED");
    }
    String expected = person.succeeds("logs", without).out().replace(without, "JOB");
    assertThat(expected).contains("C3_ARTIFACTS_DIR=", "42\n42\n", "there is read-only\nhere is");
    assertThat(person.succeeds("logs", within).out().replace(within, "JOB"))
        .isEqualTo(expected + "image\n0\n");
    person.succeeds("pull", without, within);
    Map<String, String> kept = contents(person.at(without));
    assertThat(kept).hasSizeGreaterThan(6);
    assertThat(contents(person.at(within))).isEqualTo(kept);
    assertThat(image().containers(within)).isEmpty();
  }

  @Test
  void passesTheExitCodeAndKeepsOutputInOrder() throws Exception {
    Path project =
        project("failing", "", "for i in 1 2 3; do echo out $i; echo err $i >&2; done; exit 42\n");

    Ended ended = follow(project);

    assertThat(ended.exitCode()).isEqualTo(42);
    assertThat(ended.out()).isEqualTo("out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n");
  }

  @Test
  void asksAScriptToEndWhenItsJobIsCanceled() throws Exception {
    Path project =
        project(
            "polite",
            "",
            """
            trap 'echo bye >"$C3_ARTIFACTS_DIR/bye"; exit 5' TERM
            echo up
            sleep 1000 &
            wait
            """);
    String job = submitted(project);
    awaitLine(job, "up");

    person.succeeds("cancel", job);

    assertThat(person.endedWithArtifacts(job).text("status")).isEqualTo("CANCELED");
    assertThat(person.succeeds("data", "cat", "/jobs/" + job + "/artifacts/bye").out())
        .isEqualTo("bye\n");
    assertThat(image().containers(job)).isEmpty();
  }

  @Test
  void killsEverythingInTheContainerAtTheEndOfItsTime() throws Exception {
    Path project =
        project(
            "stubborn",
            "time: '00:00:02'\n",
            """
            trap '' TERM
            env -i setsid sh -c 'trap "" TERM; while :; do echo x >>'"$PWD"'/results; sleep 0.1; done' &
            echo kept >"$C3_ARTIFACTS_DIR/kept"
            while :; do sleep 1; done
            """);
    String job = submitted(project);

    assertThat(person.endedWithArtifacts(job).text("status")).isEqualTo("TIMED_OUT");
    assertThat(person.succeeds("data", "cat", "/jobs/" + job + "/artifacts/kept").out())
        .isEqualTo("kept\n");
    assertThat(image().containers(job)).isEmpty();
    assertThat(ProcessHandle.allProcesses().map(ProcessHandle::info))
        .noneMatch(info -> info.commandLine().orElse("").contains(job));
  }

  @Test
  void endsTheContainerOfAKilledAgentAndKeepsWhatItWrote() throws Exception {
    Path project =
        project(
            "orphan",
            "",
            "echo kept >\"$C3_ARTIFACTS_DIR/kept\"; echo up; trap '' TERM; while :; do sleep 1;"
                + " done\n");
    String job = submitted(project);
    awaitLine(job, "up");
    assertThat(image().containers(job)).hasSize(1);

    person.agent().orElseThrow().destroyForcibly();

    JsonObject status = person.endedWithArtifacts(job);
    assertThat(status.text("reason")).isEqualTo("AGENT_LOST");
    assertThat(image().containers(job)).isEmpty();
    assertThat(person.succeeds("data", "cat", "/jobs/" + job + "/artifacts/kept").out())
        .isEqualTo("kept\n");
  }

  @Test
  void keepsAContainerToTheBoundsOfItsProfile() throws Exception {
    Files.createDirectories(person.files());
    Files.writeString(person.files().resolve("profiles.yaml"), "tight: {cpus: 1, memory: 64MB}\n");
    String profiles = c3().run("list", "--json").out();
    assumeThat(Json.read("{\"all\":" + profiles + "}").objects("all").get(1).flag("available"))
        .as("a cgroup that bounds a job")
        .isTrue();
    Path hungry = project("hungry", "hardware: tight\n", "exec tail /dev/zero\n");
    Path fed = project("fed", "hardware: tight\n", "tail /dev/zero; echo went on; sleep 1000\n");

    for (Path project : new Path[] {hungry, fed}) {
      JsonObject status = person.endedWithArtifacts(submitted(project));

      assertThat(status.text("message"))
          .isEqualTo("killed: it went over its memory limit of 64.0 MB (hardware `tight`)");
      assertThat(status.whole("exit_code")).isEqualTo(137);
    }
  }

  @Test
  void saysThatAnImageOfThisMachineIsNotThere() throws Exception {
    Path project =
        person.project("absent", "docker: {image: 'localhost/c3-absent:1'}\n", "echo never\n");

    Ended ended = follow(project);

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .contains(
            "STAGING_ERROR: staging: the image `localhost/c3-absent:1` is not there, "
                + "and names of localhost/ are not pulled; podman says: Error: ");
  }

  @Test
  void refusesAnImageBeforeAnythingIsQueuedWhereNothingRunsContainers() throws Exception {
    Path programs = Files.createDirectory(person.at("programs"));
    try (Stream<Path> all = Files.list(Path.of("/usr/bin"))) {
      for (Path program : all.toList()) {
        String name = program.getFileName().toString();
        if (!name.startsWith("podman") && !name.startsWith("docker")) {
          Files.createSymbolicLink(programs.resolve(name), program);
        }
      }
    }
    Path project = person.project("without", "docker: {image: debian}\n", "true\n");

    Ended refused = person.c3().with("PATH", programs.toString()).run("deploy", project.toString());

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("`docker.image` needs podman or docker, and no machine here has either");
    assertThat(person.succeeds("squeue", "--json").out().strip()).isEqualTo("[]");
  }
}
