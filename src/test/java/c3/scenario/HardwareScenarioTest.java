package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import c3.json.Json;
import c3.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The hardware that jobs ask for by name.
@Tag("scenario")
class HardwareScenarioTest {
  @TempDir Path home;
  private Person person = new Person(Path.of(""));

  @BeforeEach
  void begin() {
    person = new Person(home);
  }

  @AfterEach
  void end() throws Exception {
    person.close();
  }

  private void profiles(String text) throws Exception {
    Files.createDirectories(person.files());
    Files.writeString(person.files().resolve("profiles.yaml"), text);
  }

  private List<JsonObject> listed() throws Exception {
    String answer = person.succeeds("list", "--json").out();
    return Json.read("{\"profiles\":" + answer + "}").objects("profiles");
  }

  private Ended deploy(String name, String config) throws Exception {
    return person.c3().run("deploy", person.project(name, config, "true\n").toString());
  }

  @Test
  void listsThisMachineOfAServerThatWasJustStarted() throws Exception {
    JsonObject local = listed().getFirst();

    assertThat(local.fields().keySet())
        .containsExactly(
            "name", "provider", "cpus", "memory_bytes", "gpus", "available", "missing");
    assertThat(local.text("name")).isEqualTo("local");
    assertThat(local.whole("cpus")).isPositive();
    assertThat(local.whole("memory_bytes")).isGreaterThan(1 << 20);
    assertThat(local.flag("available")).isTrue();
    assertThat(person.succeeds("list", "-al").out())
        .contains("PROFILE", "CPUS", "MEMORY", "GPUS", "local", "yes");
  }

  @Test
  void saysWhatAProfileLacksWhereItIsListedAndWhereItIsAskedFor() throws Exception {
    profiles("huge: {memory: 900TB}\n");

    assertThat(person.succeeds("list").out()).contains("local").doesNotContain("huge");
    assertThat(person.succeeds("list", "-al").out()).contains("huge", "needs 900.0 TB of memory");
    Ended huge = deploy("a", "hardware: huge\n");
    assertThat(huge.exitCode()).isEqualTo(1);
    assertThat(huge.err()).contains("hardware `huge` needs 900.0 TB", "what can run here: local");
    Ended unknown = deploy("b", "gpu: hugo\n");
    assertThat(unknown.err()).contains("there is no hardware `hugo` here", "try: hardware: huge");
    assertThat(person.succeeds("squeue", "--json").out().strip()).isEqualTo("[]");
  }

  @Test
  void namesTheLineOfAProfileThatMakesNoSense() throws Exception {
    profiles("small:\n  memmory: 1GB\n");

    Ended listed = person.c3().run("list");

    assertThat(listed.exitCode()).isEqualTo(1);
    assertThat(listed.err()).contains("profiles.yaml, line 2", "memory").doesNotContain("\tat ");
  }
}
