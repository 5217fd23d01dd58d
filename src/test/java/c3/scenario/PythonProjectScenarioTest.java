package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import c3.json.Json;
import c3.json.JsonObject;
import c3.model.Digest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Jobs that run in the Python environment of a project, made by the real uv.
@Tag("scenario")
class PythonProjectScenarioTest {
  private static final String OFFLINE =
      """
      [project]
      name = "trainer"
      version = "1.0"
      requires-python = ">=3.9"
      dependencies = ["alpha"]
      [[tool.uv.index]]
      name = "here"
      url = "wheels"
      format = "flat"
      default = true
      """;

  private static final String WHEEL = "wheels/alpha-1.0-py3-none-any.whl";

  /// What decides where packages come from, on a machine that says so.
  private static final List<String> SOURCES =
      List.of(
          "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTPS_PROXY", "UV_DEFAULT_INDEX", "UV_SYSTEM_CERTS");

  @RegisterExtension final Person person = new Person();

  private static Optional<Path> uv() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "uv"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Somebody who has uv, and whose Python is the machine's.
  private Program withUv(Program program) {
    assumeTrue(uv().isPresent(), "this machine has no uv");
    Program found =
        program
            .with("PATH", uv().orElseThrow().getParent() + ":/usr/local/bin:/usr/bin:/bin")
            .with("UV_PYTHON_DOWNLOADS", "never")
            .with("UV_PYTHON_PREFERENCE", "only-system");
    for (String name : SOURCES) {
      String value = System.getenv(name);
      found = value == null ? found : found.with(name, value);
    }
    return found;
  }

  private Path project(String name, String pyproject, String script) throws Exception {
    Path folder = person.project(name, "python: {project: .}\n", script);
    Files.writeString(folder.resolve("pyproject.toml"), pyproject);
    Wheels.write(folder.resolve("wheels"), "alpha", "def answer():\n    return 42\n");
    Program lock = new Program(List.of("uv", "lock", "--quiet"), folder, person.c3().environment());
    Ended locked = withUv(lock).run();
    assertThat(locked.exitCode()).as(locked.err()).isZero();
    pin(folder);
    return folder;
  }

  /// An index on the network tells the digests of its files, which then are in the lock; a folder
  /// that serves as one does not.
  private static void pin(Path folder) throws IOException {
    Path lock = folder.resolve("uv.lock");
    Digest wheel = Digest.of(Files.readAllBytes(folder.resolve(WHEEL)));
    String pinned =
        "{ path = \"alpha-1.0-py3-none-any.whl\", hash = \"sha256:" + wheel.hex() + "\" }";
    Files.writeString(
        lock, Files.readString(lock).replace("{ path = \"alpha-1.0-py3-none-any.whl\" }", pinned));
  }

  private Ended deploy(Path project) throws Exception {
    return withUv(person.c3()).run("deploy", "-f", project.toString());
  }

  @Test
  void runsEveryJobWithOneLockInOneEnvironmentThatNoneCanChange() throws Exception {
    String script =
        """
        python -c 'import alpha, sys; print("alpha says", alpha.answer(), "in", sys.prefix)'
        echo broken > "$VIRTUAL_ENV/lib/mine" || echo "it stays as it is"
        uv run python -c 'import alpha; print("uv run says", alpha.answer())'
        python -c 'import alpha, os; print("links:", os.stat(alpha.__file__).st_nlink)'
        python -c 'import alpha, os; print("compiled:", os.path.exists(alpha.__cached__))'
        """;
    Path first = project("first", OFFLINE, script);
    Path second = project("second", OFFLINE, script);
    Files.copy(
        first.resolve("uv.lock"), second.resolve("uv.lock"), StandardCopyOption.REPLACE_EXISTING);

    Ended made = deploy(first);
    Ended shared = deploy(second);

    for (Ended ended : List.of(made, shared)) {
      assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
      assertThat(ended.out())
          .contains("alpha says 42", "/.venv", "it stays as it is", "uv run says 42")
          .contains("links: 1\n", "compiled: True\n");
    }
    assertThat(made.out()).contains("uv sync");
    assertThat(shared.out()).doesNotContain("uv sync");
  }

  @Test
  void makesAnEnvironmentOnceWhenTwoJobsWantItAtOnce() throws Exception {
    Path project = project("both", OFFLINE, "python -c 'import alpha; print(alpha.answer())'\n");

    List<JsonObject> jobs =
        List.of(
            Json.read(withUv(person.c3()).run("deploy", "--json", project.toString()).out()),
            Json.read(withUv(person.c3()).run("deploy", "--json", project.toString()).out()));

    int made = 0;
    for (JsonObject job : jobs) {
      assertThat(person.ended(job.text("id")).text("status")).isEqualTo("SUCCEEDED");
      made += person.succeeds("logs", job.text("id")).out().contains("uv sync") ? 1 : 0;
    }
    assertThat(made).isEqualTo(1);
  }

  @Test
  void givesAJobAnEnvironmentOfItsOwnWhenAPackageIsAFileOfTheProject() throws Exception {
    String own = OFFLINE + "[tool.uv.sources]\nalpha = {path = \"%s\"}\n".formatted(WHEEL);
    String script =
        """
        python -c 'import alpha; print("alpha says", alpha.answer())'
        echo 'def answer(): return 13' > "$(python -c 'import alpha; print(alpha.__file__)')"
        """;
    Path project = project("own", own, script);

    Ended first = deploy(project);
    Ended second = deploy(project);

    for (Ended ended : List.of(first, second)) {
      assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
      assertThat(ended.out()).contains("uv sync", "alpha says 42");
    }
  }

  @Test
  void installsRealPackages() throws Exception {
    String numpy =
        """
        [project]
        name = "real"
        version = "1.0"
        requires-python = ">=3.9"
        dependencies = ["numpy"]
        """;
    Path project =
        project("real", numpy, "python -c 'import numpy; print(\"sum\", numpy.arange(5).sum())'\n");

    Ended ended = deploy(project);

    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out()).contains("sum 10");
  }

  @Test
  void endsWithWhatUvSaidWhenItsLockCannotBeHad() throws Exception {
    Path project = project("gone", OFFLINE, "echo never\n");
    Files.delete(project.resolve(WHEEL));

    Ended ended = deploy(project);

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).contains("alpha-1.0").doesNotContain("never");
    assertThat(ended.out() + ended.err()).contains("`uv sync` ended with exit code");
  }

  @Test
  void refusesALockThatDoesNotFitItsProjectAnyMore() throws Exception {
    Path project = project("stale", OFFLINE, "echo never\n");
    Files.writeString(
        project.resolve("pyproject.toml"), OFFLINE.replace("[\"alpha\"]", "[\"alpha==1.0\"]"));

    Ended ended = deploy(project);

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).contains("uv.lock").contains("uv lock").doesNotContain("never");
    assertThat(ended.err()).contains("`uv sync` ended with exit code");
  }

  @Test
  void refusesAJobThatNeedsUvWhereNoMachineHasIt() throws Exception {
    Path project = project("without", OFFLINE, "true\n");

    Ended refused = person.c3().run("deploy", project.toString());

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("`python.project` needs uv, and no machine here has it");
    assertThat(person.succeeds("squeue", "--json").out().strip()).isEqualTo("[]");
  }
}
