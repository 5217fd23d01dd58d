package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import c3.PrintedShapes;
import c3.json.Json;
import c3.json.JsonObject;
import c3.json.JsonShape;
import c3.json.JsonValue;
import c3.json.JsonValue.Items;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What programs read: with `--json` every command prints one JSON value of the shape that
/// docs/api.md promises, and nothing else on stdout; the exit status says how it went.
@Tag("scenario")
class JsonScenarioTest {
  private static final String CONFIG = "project: digits\njob_name: train\n";
  private static final String SCRIPT =
      "echo hello; echo kept > $C3_ARTIFACTS_DIR/kept.txt; ln -s kept.txt $C3_ARTIFACTS_DIR/link\n";

  @RegisterExtension final Person person = new Person();
  private Map<String, JsonShape> shapes = Map.of();
  private final Set<String> seen = new HashSet<>();

  @BeforeEach
  void begin() throws IOException {
    shapes = PrintedShapes.documented();
  }

  /// What a command prints, once it was seen to be of the shape of a row of docs/api.md.
  private JsonValue printed(Program c3, int exitCode, String row, String line) throws Exception {
    Ended ended = c3.run((line + " --json").split(" ", -1));
    assertThat(ended.exitCode()).as(line + ": " + ended).isEqualTo(exitCode);
    assertThat(ended.lines()).as(line).hasSize(1);
    assertThat(ended.err()).as(line).doesNotContain("try: ", "Exception", "\tat ");
    JsonValue value = Json.readValue(ended.out());
    JsonShape shape = Optional.ofNullable(shapes.get(row)).orElseThrow();
    assertThat(shape.fault(row, value)).isEmpty();
    seen.add(row);
    return value;
  }

  private JsonValue printed(String row, String line) throws Exception {
    return printed(person.c3(), 0, row, line);
  }

  private JsonObject object(String row, String line) throws Exception {
    return printed(row, line) instanceof JsonObject object
        ? object
        : Json.read(row + " is no object");
  }

  private void notEmpty(String row, String line) throws Exception {
    assertThat(printed(row, line))
        .isInstanceOfSatisfying(Items.class, items -> assertThat(items.values()).isNotEmpty());
  }

  private String id(String row, String line) throws Exception {
    return object(row, line).text("id");
  }

  @Test
  void everyCommandPrintsWhatIsWrittenDown() throws Exception {
    object("check", "check");
    printed(person.c3(), 1, "server status", "server status");
    object("server stop", "server stop");
    object("server start", "server start");
    object("server status", "server status");
    object("server restart", "server restart");
    object("version", "version");
    object("version", "--version");
    notEmpty("list", "list");
    object("init", "init fresh");
    jobs();
    datasets();
    accounts();
    object("check", "check");
    assertThat(object("server stop", "server stop").flag("was_running")).isTrue();
    assertThat(seen).isEqualTo(shapes.keySet());
  }

  private void jobs() throws Exception {
    Path project = person.project("digits", CONFIG, SCRIPT);
    assertThat(printed("squeue", "squeue")).isEqualTo(new Items(List.of()));
    String first = id("deploy", "deploy digits");
    person.endedWithArtifacts(first);
    String id = id("deploy -f", "deploy -f digits");
    notEmpty("squeue", "squeue -n 2");
    assertThat(object("status", "status " + id).text("path")).isEqualTo("/jobs/" + id + "/");
    assertThat(object("logs", "logs " + id).text("log")).isEqualTo("hello\n");
    assertThat(object("logs -f", "logs -f " + id).text("log")).isEqualTo("hello\n");
    Program there = person.c3().in(project);
    JsonObject pulled = Json.read(printed(there, 0, "pull", "pull").toString());
    assertThat(pulled.objects("jobs")).hasSize(2);
    for (String path : new String[] {"/", "/jobs/", "/jobs/" + id + "/", "/projects/"}) {
      object("data ls", "data ls " + path);
    }
    object("data ls", "data ls -R /jobs/" + id + "/");
    object("data verify", "data verify /jobs/" + id + "/");
    object("data du", "data du");
    notEmpty("data du --each", "data du --each");
    notEmpty("data du --each", "data du --each /projects/digits/jobs/");
    Path waits = person.project("waits", "", "sleep 600\n");
    String running = id("deploy", "deploy " + waits);
    object("status", "status " + running);
    object("cancel", "cancel " + running);
    assertThat(person.ended(running).text("status")).isEqualTo("CANCELED");
    object("data rm", "data rm -r --yes /jobs/" + first);
    object("recover", "recover " + jobWhoseUploadFailed());
  }

  /// It left a path that is too long to be stored, which somebody then removed.
  private String jobWhoseUploadFailed() throws Exception {
    String deep =
        """
        python3 - <<'END'
        import os
        os.chdir(os.environ["C3_ARTIFACTS_DIR"])
        for _ in range(25):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
        open("file", "w").close()
        END
        """;
    String id = id("deploy", "deploy " + person.project("deep", "", deep));
    assertThat(person.ended(id).text("reason")).isEqualTo("UPLOAD_ERROR");
    Path left = person.files().resolve("agent/jobs").resolve(id).resolve("work/artifacts");
    assertThat(left).isDirectory();
    assertThat(new ProcessBuilder("rm", "-rf", left.toString()).start().waitFor()).isZero();
    return id;
  }

  private void datasets() throws Exception {
    Path data = Files.createDirectories(person.at("images"));
    Files.writeString(data.resolve("a"), "a");
    Files.writeString(data.resolve("b"), "b");
    object("data cp to a dataset", "data cp images /datasets/images/");
    Files.writeString(data.resolve("a"), "aaa");
    Files.move(data.resolve("b"), data.resolve("c"));
    Files.createSymbolicLink(data.resolve("d"), Path.of("a"));
    object("data cp to a dataset", "data cp images /datasets/images/");
    object("data cp to a dataset", "data cp /datasets/images/@v1/ /datasets/copy/");
    object("data cp", "data cp /datasets/images/ out");
    object("data cp", "data cp /datasets/images/a one");
    notEmpty("data log", "data log /datasets/images/");
    printed(person.c3(), 1, "data diff", "data diff /datasets/images/@v1 /datasets/images/@v2");
    object("data diff", "data diff /datasets/images/@v1 /datasets/copy/@v1");
    object("data ls", "data ls /datasets/images/");
    object("data ls", "data ls /datasets/images/@v2/");
    object("data rm", "data rm --yes /datasets/images/@v1");
  }

  private void accounts() throws Exception {
    object("whoami", "whoami");
    object("balance", "balance");
    object("server user add", "server user add ann");
    notEmpty("server user list", "server user list");
    object("server quota", "server quota 1GB --user ann");
    object("server quota", "server quota unlimited --user ann");
    object("server concurrency", "server concurrency 3 --user ann");
    object("balance", "balance --user ann");
    JsonObject key = object("apikey create", "apikey create --user ann --expires 30d");
    notEmpty("apikey list", "apikey list --user ann");
    Path file = Files.writeString(person.at("ann.key"), key.text("key") + "\n");
    Program shell = person.c3().under("sh", "-c", "exec \"$@\" < " + file, "sh");
    JsonValue in = printed(shell, 0, "login", "login --key-stdin");
    assertThat(Json.read(in.toString()).text("user")).isEqualTo("ann");
    assertThat(object("logout", "logout").flag("was_logged_in")).isTrue();
    object("logout", "logout");
    notEmpty("project list", "project list");
    object("project share", "project share ann --project digits");
    notEmpty("project members", "project members --project digits");
    object("project unshare", "project unshare ann --project digits");
    object("apikey revoke", "apikey revoke " + key.whole("id") + " --user ann");
    object("server user remove", "server user remove ann");
  }

  @Test
  void anErrorLeavesStdoutEmptyAndSaysOneLine() throws Exception {
    person.succeeds("server", "start");
    failed(1, "status job_1795351023411_x6wm3l --json");
    failed(1, "logs job_1795351023411_x6wm3l --json");
    failed(1, "data ls /jbos/ --json");
    failed(1, "data cp /datasets/none/ . --json");
    failed(1, "data rm -r /datasets/none/ --json");
    failed(1, "deploy nowhere --json");
    failed(1, "apikey revoke 99 --json");
    failed(2, "status --jsno");
    failed(2, "data cp a b --json");
    failed(2, "squeue -n 0 --json");
    failed(2, "statsu --json");
  }

  private void failed(int exitCode, String line) throws Exception {
    Ended ended = person.c3().run(line.split(" ", -1));
    assertThat(ended.exitCode()).as(line + ": " + ended).isEqualTo(exitCode);
    assertThat(ended.out()).as(line).isEmpty();
    assertThat(ended.err().lines().filter(said -> said.startsWith("error: "))).hasSize(1);
    assertThat(ended.err()).doesNotContain("Exception", "\tat ");
  }

  @Test
  void warningsAndNotesGoToStderr() throws Exception {
    Path data = Files.createDirectories(person.at("images"));
    Files.writeString(data.resolve("a"), "a");
    Ended upload = person.c3().run("data", "cp", "images", "/datasets/images/", "--json");
    assertThat(upload.err()).contains("started a local server");
    assertThat(Json.read(upload.out()).text("path")).isEqualTo("/datasets/images/@v1/");
    Path mine = Files.createDirectories(person.at("mine"));
    Files.writeString(mine.resolve("a"), "mine");
    Ended copied = person.c3().run("data", "cp", "/datasets/images/", "mine", "--json");
    assertThat(copied.err())
        .contains("warning: a is there already, with other content, and stays (--force)");
    assertThat(copied.exitCode()).isEqualTo(1);
    assertThat(Json.read(copied.out()).texts("kept")).containsExactly("a");
    Path project = person.project("notes", "", "true\n");
    Ended deployed = person.c3().run("deploy", project.toString(), "--json");
    assertThat(deployed.err()).contains("project `notes`, after the folder");
    assertThat(Json.read(deployed.out()).text("id")).startsWith("job_");
  }

  @Test
  void aFollowedJobEndsWithItsScriptsOwnStatus() throws Exception {
    assertThat(deployed("exit 0").exitCode()).isZero();
    assertThat(deployed("exit 3").exitCode()).isEqualTo(3);
    assertThat(deployed("exit 130").exitCode()).isEqualTo(130);
    Ended killed = deployed("echo before; kill -9 $$");
    assertThat(killed.exitCode()).isEqualTo(128 + 9);
    assertThat(Json.read(killed.out()).whole("exit_code")).isEqualTo(128 + 9);
    assertThat(killed.err()).contains("before");
    assertThat(deployed("kill -TERM $$").exitCode()).isEqualTo(128 + 15);
    Path late = person.project("late", "time: \"00:00:01\"\n", "sleep 600\n");
    Ended timedOut = person.c3().run("deploy", "-f", "--json", late.toString());
    assertThat(timedOut.exitCode()).isEqualTo(1);
    assertThat(Json.read(timedOut.out()).text("status")).isEqualTo("TIMED_OUT");
  }

  private Ended deployed(String script) throws Exception {
    Path project = person.project("ends", CONFIG, script + "\n");
    return person.c3().run("deploy", "-f", "--json", project.toString());
  }

  @Test
  void whoStopsFollowingEndsWith130AndTheJobGoesOn() throws Exception {
    Path project = person.project("goes-on", "", "echo begun; sleep 600\n");
    String id = person.json("deploy", "--json", project.toString()).text("id");
    try (Program.Running follows = person.c3().start("logs", "-f", id)) {
      while (follows.process().isAlive() && !Files.readString(follows.out()).contains("begun")) {
        Thread.sleep(20);
      }
      follows.interrupt();
      Ended ended = follows.end();
      assertThat(ended.exitCode()).isEqualTo(130);
      assertThat(ended.err()).contains("stopped following; " + id + " goes on");
    }
    assertThat(person.json("status", "--json", id).text("status")).isEqualTo("RUNNING");
  }
}
