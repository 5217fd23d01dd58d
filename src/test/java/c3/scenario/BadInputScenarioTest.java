package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import c3.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What does not make sense is refused in one clear line, and changes nothing.
@Tag("scenario")
class BadInputScenarioTest {
  private static final String SCRIPT = "echo kept > $C3_ARTIFACTS_DIR/kept.txt\n";

  @RegisterExtension final Person person = new Person();

  /// One line that begins with `error: `, lines that help below it, and nothing on stdout.
  private static void refused(Ended ended, int exitCode, String... parts) {
    assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(exitCode);
    assertThat(ended.out()).isEmpty();
    assertThat(List.of(parts)).allSatisfy(part -> assertThat(ended.err()).contains(part));
    assertThat(ended.err()).doesNotContain("Exception", "java.", "c3.cli", "\tat ", "null");
    assertThat(ended.err().lines().filter(line -> line.startsWith("error: "))).hasSize(1);
  }

  private Ended typed(String... arguments) throws Exception {
    return person.c3().run(arguments);
  }

  private void nothingWasSubmitted() throws Exception {
    assertThat(person.succeeds("squeue", "--json").out().strip()).isEqualTo("[]");
  }

  private Ended deploy(String name, String config) throws Exception {
    return typed("deploy", person.project(name, config, SCRIPT).toString());
  }

  @Test
  void refusesAProjectFileThatMakesNoSenseAndSubmitsNothing() throws Exception {
    refused(deploy("a", "ouptut: [results]\n"), 1, "ouptut", "line 2", "output");
    refused(deploy("b", "time: soon\n"), 1, "time", "line 2");
    refused(deploy("c", "output: [../elsewhere]\n"), 1, "../elsewhere");
    refused(deploy("d", "env: {C3_HOME: x}\n"), 1, "C3_HOME");
    refused(deploy("e", "project: \"Not A Name\"\n"), 1, "project");
    refused(deploy("f", "datasets: [\n"), 1, ".c3");
    refused(deploy("g", "datasets:\n  - ref: /nowhere/x\n"), 1, "/nowhere/x");
    refused(deploy("h", "datasets:\n  - ref: /jobs/job_1795351023411_x6wm3l\n"), 1, "x6wm3l");
    Path empty = Files.createDirectories(person.at("empty"));
    refused(person.c3().in(empty).run("deploy"), 1, "no .c3", "try: c3 init");
    refused(typed("deploy", "nowhere"), 1, "nowhere");
    Path lost = person.project("lost", "", SCRIPT);
    Files.delete(lost.resolve("run.sh"));
    refused(typed("deploy", lost.toString()), 1, "run.sh");
    nothingWasSubmitted();
  }

  @Test
  void saysWhereAReferenceIsWrongBeforeAnythingIsSent() throws Exception {
    Files.writeString(person.at("a.csv"), "a\n");
    person.succeeds("data", "cp", "a.csv", "/datasets/digits/");
    long stored = stored();
    wrongReference(
        "/datasets/digts", "there is no dataset `digts` (.c3, line 3)", "  try: /datasets/digits/");
    wrongReference(
        "/datasets/digits/@v7",
        "there is no /datasets/digits/@v7/ (.c3, line 3)",
        "  try: /datasets/digits/@v1/");
    wrongReference(
        "/datasets/digits/b",
        "there is no /datasets/digits/@v1/b (.c3, line 3)",
        "  try: /datasets/digits/@v1/a.csv");
    wrongReference(
        "/datasets/digits/a.csv",
        "only folders are mounted, and `/datasets/digits/a.csv` is none (.c3, line 3)",
        "  try: ref: /datasets/digits/@v1/");
    wrongReference(
        "/projects/digits/jobs/@latest",
        "no job of project digits has succeeded yet (.c3, line 3)");
    assertThat(stored()).isEqualTo(stored);
    nothingWasSubmitted();
  }

  private void wrongReference(String reference, String error, String... help) throws Exception {
    Ended ended =
        deploy("wrong", "# data\ndatasets: [{ref: '%s', mount: in}]\n".formatted(reference));
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines().dropWhile(line -> !line.startsWith("error: ")))
        .containsExactlyElementsOf(
            Stream.concat(Stream.of("error: " + error), Stream.of(help)).toList());
  }

  @Test
  void saysWhereNothingCanBeMountedBeforeAnythingIsSent() throws Exception {
    Files.writeString(person.at("a.csv"), "a\n");
    person.succeeds("data", "cp", "a.csv", "/datasets/digits/");
    String covers = "datasets:\n  - ref: /datasets/digits\n    mount: " + person.home() + "\n";
    refused(
        deploy("covers", covers),
        1,
        "error: cannot mount at "
            + person.home()
            + ": it would cover c3's own folder (.c3, line 4)",
        "try: choose another `mount:`");
    String within = "datasets: [{ref: /datasets/digits, mount: " + person.files() + "/x}]\n";
    refused(
        deploy("within", within),
        1,
        "error: cannot mount at %s/x: it lies in c3's own folder (.c3, line 2)"
            .formatted(person.files()));
    nothingWasSubmitted();
  }

  private long stored() throws Exception {
    return person.json("balance", "--json").whole("stored_bytes");
  }

  @Test
  void namesTheNearestOfWhatDoesNotExist() throws Exception {
    Path project = person.project("near", "job_name: train\n", SCRIPT);
    String id = person.json("deploy", "-f", "--json", project.toString()).text("id");
    refused(typed("status", "job_999"), 1, "job_999", id);
    refused(typed("logs", "-f", "../../etc"), 1, "../../etc");
    refused(typed("cancel", "job_%00"), 1, "job_%00");
    refused(typed("pull", ""), 1);
    refused(typed("data", "ls", "/jbos/"), 1, "/jbos/", "/jobs/");
    refused(typed("data", "ls", "/projects/naer/jobs/"), 1, "/projects/near/");
    refused(
        typed("data", "cat", "/jobs/" + id + "/artifacts/ketp.txt"),
        1,
        "/jobs/" + id + "/artifacts/kept.txt");
    refused(typed("data", "cat", "/jobs/" + id + "/../../../etc/passwd"), 1);
    refused(typed("data", "cat", "/jobs/" + id + "/artifacts/"), 1, "is not a file");
    refused(typed("data", "rm", "-r", "/jobs/" + id), 1, "confirm", "--yes");
    refused(typed("data", "rm", "-r", "--yes", "/jobs/"), 1);
    refused(typed("statsu"), 2, "try: c3 status");
    refused(typed("status", "--jsno"), 2, "try: --json");
    assertThat(person.json("status", id, "--json").flag("artifacts")).isTrue();
  }

  @Test
  void saysWhereNoServerAnswersAndWhatToDo() throws Exception {
    Program elsewhere = person.c3().with("C3_SERVER", "http://127.0.0.1:1");
    refused(elsewhere.run("squeue"), 1, "C3_API_KEY");
    Program keyed = elsewhere.with("C3_API_KEY", "c3_key_x");
    refused(keyed.run("squeue"), 1, "http://127.0.0.1:1", "connection refused", "C3_SERVER");
    for (String address : new String[] {"nonsense", "ftp://a", "http://", "http://a b"}) {
      refused(keyed.with("C3_SERVER", address).run("squeue"), 1, "not an address");
    }
    assertThat(person.files()).doesNotExist();
  }

  @Test
  void saysThatAFileIsNoHome() throws Exception {
    String file = Files.createFile(person.at("file")).toString();
    refused(
        person.c3().with("C3_HOME", file).run("squeue"),
        1,
        "error: c3 cannot keep its files in " + file + " (not a folder)",
        "try: set C3_HOME");
  }

  @Test
  void startsNoServerInsideAJob() throws Exception {
    refused(person.c3().with("C3_JOB_ID", "job_1").run("squeue"), 1, "inside a job");
    assertThat(person.server()).isEmpty();
  }

  @Test
  void refusesAKeyThatIsNotKnown() throws Exception {
    person.succeeds("server", "start");
    refused(person.c3().with("C3_API_KEY", "c3_key_wrong").run("squeue"), 1);
    Ended two = person.c3().with("C3_API_KEY", "c3_key_one\nc3_key_two").run("squeue");
    refused(two, 1, "C3_API_KEY is not a key");
    assertThat(two.err()).doesNotContain("c3_key_one");
  }

  @Test
  void saysWhichPortIsTakenAndTakesAnotherUnlessToldWhich() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      refused(person.c3().with("C3_PORT", port).run("squeue"), 1, port, "C3_PORT");
    }
    refused(person.c3().with("C3_PORT", "99999").run("squeue"), 1, "99999", "C3_PORT");
  }

  @Test
  void survivesWhatAKilledServerLeft() throws Exception {
    person.succeeds("server", "start");
    ProcessHandle server = person.server().orElseThrow();
    server.destroyForcibly();
    server.onExit().get();
    noServerRuns(typed("server", "status"));
    Files.writeString(person.files().resolve("server.json"), "{\"garbage");
    JsonObject status = person.json("server", "start", "--json");
    assertThat(status.fields().keySet())
        .contains("url", "pid", "version", "home", "log", "store", "running_jobs");
    assertThat(status.text("home")).isEqualTo(person.files().toString());
  }

  @Test
  void keepsThePortOfTheLastServer() throws Exception {
    String port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = Integer.toString(free.getLocalPort());
    }
    person.c3().with("C3_PORT", port).run("server", "start");
    assertThat(person.succeeds("server", "restart").out()).contains(":" + port);
    ProcessHandle server = person.server().orElseThrow();
    server.destroyForcibly();
    server.onExit().get();
    Ended started = person.succeeds("server", "start");
    assertThat(started.out()).contains(":" + port);
    Ended status = person.succeeds("server", "status");
    assertThat(status.out()).contains("  disk    ", " free");
  }

  private static void noServerRuns(Ended ended) {
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).contains("no server runs");
  }
}
