package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import c3.json.Json;
import c3.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A disk that damages what is stored, and what a person does about it.
@Tag("scenario")
class DamageScenarioTest {
  private static final byte[] LARGE = "large ".repeat(300_000).getBytes(StandardCharsets.UTF_8);

  @RegisterExtension final Person person = new Person();
  private Path data = Path.of("");

  @BeforeEach
  void begin() throws IOException {
    data = Files.createDirectories(person.at("images"));
    Files.writeString(data.resolve("small"), "small");
    Files.write(data.resolve("large"), LARGE);
  }

  @ParameterizedTest
  @CsvSource({
    "flip, b-, small, check",
    "flip, w-, large, read",
    "cut, w-, large, check",
    "delete, w-, large, check",
    "delete, b-, small, read",
  })
  void isFoundAndMendedByUploadingAgain(String damage, String kind, String file, String finder)
      throws Exception {
    person.succeeds("data", "cp", "images", "/datasets/images/");
    damage(damage, object(kind), file);

    if (finder.equals("check")) {
      Ended check = person.c3().run("check");
      assertThat(check.exitCode()).isEqualTo(1);
      assertThat(check.lines()).hasSize(2);
      assertThat(check.lines().getFirst())
          .startsWith("LOST  object o/")
          .endsWith(": /datasets/images/@v1/" + file);
      JsonObject json = Json.read(person.c3().run("check", "--json").out());
      assertThat(json.objects("found").getFirst().texts("paths"))
          .isEqualTo(List.of("/datasets/images/@v1/" + file));
    }
    Ended copy = person.c3().run("data", "cp", "/datasets/images/@v1/", "damaged");
    assertThat(copy.exitCode()).isEqualTo(1);
    if (kind.equals("w-")) {
      assertThat(copy.out()).contains("damaged   1 of 2 files, ");
    }
    assertThat(copy.err())
        .contains(damage.equals("delete") && kind.equals("b-") ? "is damaged" : file + ": blob ")
        .contains("is damaged: ");
    Ended cat = person.c3().run("data", "cat", "/datasets/images/@v1/" + file);
    assertThat(cat.exitCode()).isEqualTo(1);
    assertThat(cat.err()).contains("/datasets/images/@v1/", "is damaged", "try: upload the same");

    person.succeeds("data", "cp", "images", "/datasets/images/");

    person.succeeds("check");
    person.succeeds("data", "cp", "/datasets/images/@v1/", "back");
    assertThat(person.at("back/large")).hasBinaryContent(LARGE);
    assertThat(person.at("back/small")).hasContent("small");
  }

  /// An artifact is mended by whoever uploads the same content, under whatever name; a copy by
  /// reference of a damaged one is refused.
  @Test
  void ofAJobsArtifactIsMendedByTheSameContentAnywhere() throws Exception {
    Path project =
        person.project("job", "", "cp " + data.resolve("large") + " $C3_ARTIFACTS_DIR/made\n");
    String job = person.json("deploy", "--json", "-f", project.toString()).text("id");
    String artifact = "/jobs/" + job + "/artifacts/made";
    damage("flip", object("w-"), "large");

    assertThat(person.c3().run("check").lines().getFirst()).endsWith(": " + artifact);
    Ended pull = person.c3().run("pull", job);
    assertThat(pull.exitCode()).isEqualTo(1);
    assertThat(pull.err()).contains("artifacts/made: blob ", "is damaged", "try: c3 check");
    Ended copy = person.c3().run("data", "cp", artifact, "/datasets/copy/");
    assertThat(copy.exitCode()).isEqualTo(1);
    assertThat(copy.err()).contains("made: blob ", "is damaged", "try: upload the same content");

    // The agent hands the same bytes over by link.
    person.json("deploy", "--json", "-f", project.toString());

    person.succeeds("check");
    assertThat(person.succeeds("data", "cat", artifact).out()).hasSize(LARGE.length);
    person.succeeds("pull", job);
    assertThat(person.at(job).resolve("artifacts/made")).hasBinaryContent(LARGE);
  }

  @Test
  void anOlderCatalogGoesOnOverNewerObjects() throws Exception {
    person.succeeds("data", "cp", "images", "/datasets/images/");
    person.succeeds("server", "stop");
    Path catalog = person.files().resolve("catalog.db");
    Path backup = Files.copy(catalog, person.at("backup.db"));
    byte[] larger =
        (new String(LARGE, StandardCharsets.UTF_8) + "and more").getBytes(StandardCharsets.UTF_8);
    Files.write(data.resolve("larger"), larger);
    person.succeeds("data", "cp", "images", "/datasets/images/");
    person.succeeds("server", "stop");
    Files.copy(backup, catalog, StandardCopyOption.REPLACE_EXISTING);

    assertThat(person.succeeds("data", "ls", "/datasets/images/").lines()).containsExactly("@v1/");
    person.succeeds("data", "cp", "images", "/datasets/images/");

    person.succeeds("data", "cp", "/datasets/images/@v2/", "back");
    assertThat(person.at("back/larger")).hasBinaryContent(larger);
    JsonObject check = Json.read(person.c3().run("check", "--json").out());
    assertThat(check.whole("lost")).isZero();
    assertThat(check.objects("found")).isNotEmpty();
    for (JsonObject found : check.objects("found")) {
      assertThat(found.text("kind")).isEqualTo("ORPHAN");
    }
    Ended unsure = person.c3().run("check");
    assertThat(unsure.exitCode()).isEqualTo(1);
    assertThat(unsure.err()).contains("; nothing is lost", "  try: ", "c3 check --set-aside");
    assertThat(person.succeeds("check", "--set-aside").err()).contains("store/unknown/");
    assertThat(person.succeeds("check").out()).contains("all is well: ");
    assertThat(person.at("back/larger")).hasBinaryContent(larger);
  }

  /// The newest object of a kind.
  private Path object(String kind) throws IOException {
    try (Stream<Path> objects = Files.walk(person.files().resolve("store/o"))) {
      return objects
          .filter(file -> file.getFileName().toString().startsWith(kind))
          .max(Comparator.comparing(DamageScenarioTest::generation))
          .orElseThrow();
    }
  }

  private static String generation(Path object) {
    return object.toString().substring(object.toString().lastIndexOf('.'));
  }

  private void damage(String how, Path object, String file) throws IOException {
    Files.setPosixFilePermissions(object, PosixFilePermissions.fromString("rw-------"));
    switch (how) {
      case "delete" -> Files.delete(object);
      case "cut" -> {
        try (FileChannel bytes = FileChannel.open(object, StandardOpenOption.WRITE)) {
          bytes.truncate(bytes.size() / 2);
        }
      }
      default -> {
        byte[] content = Files.readAllBytes(data.resolve(file));
        String stored = new String(Files.readAllBytes(object), StandardCharsets.ISO_8859_1);
        int at = stored.indexOf(new String(content, StandardCharsets.ISO_8859_1));
        try (FileChannel bytes = FileChannel.open(object, StandardOpenOption.WRITE)) {
          bytes.write(ByteBuffer.wrap(new byte[] {(byte) (content[0] ^ 1)}), at);
        }
      }
    }
  }
}
