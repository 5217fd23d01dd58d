package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import c3.Randomly;
import c3.json.Json;
import c3.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Datasets as people use them, with the real program.
@Tag("scenario")
class DatasetScenarioTest {
  private static final int LARGE_BYTES = 2_000_000;
  private static final int LARGE_FILES = 40;
  private static final long LOOK_MILLIS = 20;

  @RegisterExtension final Person person = new Person();
  private Path data = Path.of("");

  @BeforeEach
  void begin() throws IOException {
    data = Files.createDirectories(person.at("images"));
    Files.createDirectories(data.resolve("empty"));
    Files.createDirectories(data.resolve("train"));
    Files.writeString(data.resolve("train/a.csv"), "1\n");
    Files.writeString(data.resolve("b.txt"), "bee\n");
    Files.writeString(data.resolve(".gitignore"), "*\n");
    Files.createSymbolicLink(data.resolve("link"), Path.of("train/a.csv"));
  }

  @Test
  void keepsVersionsAndSendsOnlyWhatIsNew() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", data.resolve("pipe").toString()).start().waitFor())
        .isZero();
    JsonObject first = upload("/datasets/images/");
    assertThat(first.text("path")).isEqualTo("/datasets/images/@v1/");
    assertThat(first.whole("new_bytes")).isEqualTo(first.whole("bytes"));
    JsonObject again = upload("/datasets/images/");
    assertThat(again.flag("unchanged")).isTrue();
    assertThat(again.whole("new_bytes")).isZero();
    Files.writeString(data.resolve("b.txt"), "changed\n");
    Files.move(data.resolve("train/a.csv"), data.resolve("train/c.csv"));
    JsonObject second = upload("/datasets/images");
    assertThat(second.text("path")).isEqualTo("/datasets/images/@v2/");
    assertThat(second.whole("new_bytes")).isEqualTo("changed\n".length());

    assertThat(person.succeeds("data", "ls", "/datasets/").lines()).containsExactly("images/");
    assertThat(person.succeeds("data", "ls", "/datasets/images/").lines())
        .containsExactly("@v2/", "@v1/");
    assertThat(person.succeeds("data", "ls", "-R", "/datasets/images/@v1").lines())
        .containsExactly(".gitignore", "b.txt", "empty/", "link", "train/a.csv");
    List<String> log = person.succeeds("data", "log", "/datasets/images/").lines();
    assertThat(log.getFirst()).matches("VERSION +CREATED +FILES +SIZE");
    assertThat(log)
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly("VERSION", "v2", "v1");

    Ended differs = person.c3().run("data", "diff", "/datasets/images/@v1", "/datasets/images/@v2");
    assertThat(differs.exitCode()).isEqualTo(1);
    assertThat(differs.lines())
        .containsExactly("changed  b.txt  4 B -> 8 B", "renamed  train/a.csv -> train/c.csv");
    person.succeeds("data", "diff", "/datasets/images", "/datasets/images/@latest");

    person.succeeds("data", "cp", "/datasets/images/", "back");
    assertThat(Files.readString(person.at("back/b.txt"))).isEqualTo("changed\n");
    assertThat(Files.isDirectory(person.at("back/empty"))).isTrue();
    assertThat(Files.isSymbolicLink(person.at("back/link"))).isTrue();
    assertThat(person.succeeds("data", "cat", "/datasets/images/@v1/b.txt").out())
        .isEqualTo("bee\n");
  }

  @Test
  void copiesByReferenceAndRemovesForGood() throws Exception {
    upload("/projects/vision/data/images/");
    JsonObject part =
        person.json(
            "data", "cp", "--json", "/projects/vision/data/images/train", "/datasets/train/");
    assertThat(part.whole("new_bytes")).isZero();
    assertThat(person.succeeds("data", "ls", "/datasets/train/@latest").lines())
        .containsExactly("a.csv");

    Ended alone = person.c3().run("data", "rm", "/datasets/train/@v1");
    assertThat(alone.exitCode()).isEqualTo(1);
    assertThat(alone.err()).contains("nobody is there to confirm");
    JsonObject gone = person.json("data", "rm", "--yes", "--json", "/datasets/train/@v1");
    assertThat(gone.whole("unique_bytes")).isZero();
    assertThat(gone.texts("shared_with")).containsExactly("/projects/vision/data/images/@v1/");
    assertThat(person.c3().run("data", "ls", "/datasets/train/").exitCode()).isEqualTo(1);
    assertThat(person.json("data", "cp", "--json", "images", "/datasets/train/").text("path"))
        .isEqualTo("/datasets/train/@v2/");
    person.succeeds("data", "rm", "-r", "--yes", "/projects/vision/data/images/");
    assertThat(person.succeeds("data", "ls", "/projects/vision/data/").lines()).isEmpty();
  }

  @Test
  void neverUploadsC3sOwnFolder() throws Exception {
    Ended whole = person.c3().run("data", "cp", ".", "/datasets/home/");
    assertThat(whole.exitCode()).as("%s", whole).isZero();
    assertThat(whole.err()).contains("leaves out .c3, c3's own folder");
    assertThat(person.succeeds("data", "ls", "/datasets/home/@latest").lines())
        .containsExactly("images/");
    assertRefused("c3's own folder and is not uploaded", "data", "cp", ".c3", "/datasets/own/");
    Path project = person.project("inside", "", "find . -name tokens.json > $C3_ARTIFACTS_DIR/t");
    Program elsewhere = person.c3().with("C3_HOME", project.resolve("state").toString());
    try {
      Ended deployed = elsewhere.run("deploy", "-f", "--json", project.toString());
      assertThat(deployed.exitCode()).as("%s", deployed).isZero();
      String job = Json.read(deployed.out()).text("id");
      assertThat(elsewhere.run("data", "cat", "/jobs/" + job + "/artifacts/t").out()).isEmpty();
    } finally {
      elsewhere.run("server", "stop", "--force");
    }
  }

  @Test
  void aJobSeesTheVersionItWasSubmittedWith() throws Exception {
    upload("/datasets/images/");
    Path project =
        person.project(
            "reader",
            """
            datasets:
              - ref: /datasets/images
              - {ref: /datasets/images/@v1/train, mount: t}
            """,
            "cat data/images/b.txt t/a.csv > $C3_ARTIFACTS_DIR/seen.txt\n");
    JsonObject job = person.json("deploy", "--json", project.toString());
    Files.writeString(data.resolve("b.txt"), "later\n");
    upload("/datasets/images/");
    person.succeeds("data", "rm", "--yes", "/datasets/images/@v1");

    JsonObject ended = person.endedWithArtifacts(job.text("id"));

    assertThat(ended.text("status")).isEqualTo("SUCCEEDED");
    assertThat(ended.objects("inputs").getFirst().text("ref")).isEqualTo("/datasets/images/@v1/");
    assertThat(
            person.succeeds("data", "cat", "/jobs/" + job.text("id") + "/artifacts/seen.txt").out())
        .isEqualTo("bee\n1\n");
    person.succeeds("data", "cp", "/jobs/" + job.text("id") + "/artifacts", "/datasets/seen/");
    assertThat(person.succeeds("data", "ls", "/datasets/seen/@v1").lines())
        .containsExactly("seen.txt");
  }

  @Test
  void uploadsOfTheSameContentAtOnceAllSucceed() throws Exception {
    large(3);
    person.succeeds("server", "start");
    List<Program.Running> uploads = new ArrayList<>();
    for (String dataset : List.of("one", "one", "one", "two", "two", "three")) {
      uploads.add(
          person.c3().start("data", "cp", "--json", "images", "/datasets/" + dataset + "/"));
    }
    for (Program.Running upload : uploads) {
      Ended ended = upload.end();
      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(Json.read(ended.out()).text("path")).endsWith("/@v1/");
    }
    person.succeeds("data", "verify", "/datasets/one/");
    person.succeeds("check");
  }

  @Test
  void goesOnAfterAKillAndWaitsForAServerThatRestarts() throws Exception {
    large(LARGE_FILES);
    person.succeeds("server", "start");
    try (Program.Running killed =
        person.c3().start("data", "cp", "--json", "images", "/datasets/images/")) {
      awaitObject(killed);
    }
    assertThat(person.c3().run("data", "ls", "/datasets/images/").exitCode()).isEqualTo(1);

    Program.Running upload =
        person.c3().start("data", "cp", "--json", "images", "/datasets/images/");
    person.server().orElseThrow().destroyForcibly();
    person.succeeds("server", "start");
    Ended ended = upload.end();

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    JsonObject second = Json.read(ended.out());
    assertThat(second.text("path")).isEqualTo("/datasets/images/@v1/");
    assertThat(second.whole("new_bytes")).isLessThan(second.whole("bytes"));
    person.succeeds("data", "verify", "/datasets/images/");
    person.succeeds("check");
  }

  @Test
  void anUploadThatIsInterruptedLeavesNothingInTheTemporaryFolder() throws Exception {
    large(LARGE_FILES);
    person.succeeds("server", "start");
    Program c3 = person.c3();
    try (Program.Running upload = c3.start("data", "cp", "images", "/datasets/images/")) {
      // As soon as there is something to leave: most of the upload is still to come.
      Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> uploads() > 0);
      upload.interrupt();
      Ended ended = upload.end();
      assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(130);
      assertThat(ended.err()).contains("stopped uploading; no version was made");
    }
    assertThat(uploads()).isZero();
  }

  /// How many uploads of this person have something in c3's folder for what is temporary.
  private long uploads() throws IOException {
    try (Stream<Path> files = Files.list(person.files().resolve("tmp"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("upload-")).count();
    }
  }

  @Test
  void namesWhatIsDamaged() throws Exception {
    large(2);
    upload("/datasets/images/");
    try (Stream<Path> objects = Files.walk(person.files().resolve("store/o"))) {
      Path whole =
          objects
              .filter(file -> file.getFileName().toString().startsWith("w-"))
              .findFirst()
              .orElseThrow();
      Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rw-------"));
      try (FileChannel file = FileChannel.open(whole, StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.wrap("damage".getBytes(StandardCharsets.UTF_8)), LARGE_BYTES / 2);
      }
    }

    Ended ended = person.c3().run("data", "verify", "/datasets/images/");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.lines()).hasSize(1).first().asString().startsWith("damaged  large-");
    JsonObject json =
        Json.read(person.c3().run("data", "verify", "--json", "/datasets/images").out());
    assertThat(json.flag("clean")).isFalse();
    assertThat(json.objects("damaged")).hasSize(1);
  }

  @Test
  void refusesInOneLineWhatCannotBe() throws Exception {
    upload("/datasets/images/");
    assertRefused("never changed", "data", "cp", "images", "/datasets/images/@v1/");
    assertRefused("needs a name", "data", "cp", "images", "/datasets/");
    assertRefused("only datasets", "data", "cp", "images", "/jobs/");
    assertRefused("no file or folder", "data", "cp", "absent", "/datasets/images/");
    assertRefused("/datasets/images/", "data", "ls", "/datasets/imagse/");
    assertRefused(
        "/datasets/images/@v1/", "data", "diff", "/datasets/images", "/datasets/images/@v9");
    assertRefused("only a dataset has versions", "data", "log", "/jobs/");
    Path project = person.project("lost", "datasets: [{ref: /datasets/imagse}]\n", "true\n");
    assertRefused("/datasets/images/", "deploy", project.toString());
    assertThat(person.succeeds("squeue", "--json").out().strip()).isEqualTo("[]");
  }

  private void assertRefused(String because, String... arguments) throws Exception {
    Ended ended = person.c3().run(arguments);
    assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("error: ", because).doesNotContain("\tat ");
  }

  private JsonObject upload(String dataset) throws Exception {
    Ended ended = person.succeeds("data", "cp", "--json", data.toString(), dataset);
    assertThat(ended.err().lines()).doesNotHaveDuplicates();
    return Json.read(ended.out());
  }

  private void large(int count) throws IOException {
    RandomGenerator random = Randomly.seeded(7);
    byte[] content = new byte[LARGE_BYTES];
    for (int i = 0; i < count; i++) {
      random.nextBytes(content);
      Files.write(data.resolve("large-" + i), content);
    }
  }

  /// Waits until something of an upload is in the store.
  private void awaitObject(Program.Running upload) throws Exception {
    Path objects = person.files().resolve("store/o");
    while (upload.process().isAlive()) {
      if (Files.isDirectory(objects)) {
        try (Stream<Path> files = Files.walk(objects)) {
          if (files.anyMatch(Files::isRegularFile)) {
            return;
          }
        }
      }
      Thread.sleep(LOOK_MILLIS);
    }
    throw new AssertionError("the upload ended before it could be killed");
  }
}
