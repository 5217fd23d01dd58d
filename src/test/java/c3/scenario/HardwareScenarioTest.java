package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import c3.json.Json;
import c3.json.JsonObject;
import c3.posix.ProcessEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The hardware that jobs ask for by name.
@Tag("scenario")
class HardwareScenarioTest {
  @RegisterExtension final Person person = new Person();

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
    assertThat(huge.err()).contains("(.c3, line 2)");
    assertThat(unknown.err()).contains("(.c3, line 2)");
    assertThat(person.succeeds("squeue", "--json").out().strip()).isEqualTo("[]");
  }

  @Test
  void namesTheLineOfAProviderUnlessItWasTyped() throws Exception {
    Path written = person.project("a", "provider: slurm\n", "true\n");

    assertThat(person.c3().run("deploy", written.toString()).err())
        .contains("error: this server has no provider `slurm`; it has: local (.c3, line 2)\n");
    assertThat(person.c3().run("deploy", "-p", "kubernetes", written.toString()).err())
        .contains("has no provider `kubernetes`; it has: local\n");
  }

  @Test
  void killsAJobThatTakesMoreMemoryThanItsProfileHas() throws Exception {
    profiles("tight: {cpus: 1, memory: 64MB}\n");
    assumeThat(listed().get(1).flag("available")).as("a cgroup that bounds a job").isTrue();
    Path hungry =
        person.project(
            "hungry",
            "hardware: tight\n",
            """
            echo "$C3_HARDWARE_PROFILE $C3_GPU_PROFILE" > "$C3_ARTIFACTS_DIR/profile.txt"
            head -c 400000000 /dev/zero | tail | wc -c
            sleep 60
            echo survived
            """);

    Ended ended = person.c3().run("deploy", "-f", hungry.toString());

    assertThat(ended.exitCode()).isEqualTo(137);
    String id = person.json("deploy", "--json", hungry.toString()).text("id");
    JsonObject status = person.endedWithArtifacts(id);
    assertThat(status.text("status")).isEqualTo("FAILED");
    assertThat(status.text("reason")).isEqualTo("SCRIPT_ERROR");
    assertThat(status.whole("exit_code")).isEqualTo(137);
    assertThat(status.text("message"))
        .isEqualTo("killed: it went over its memory limit of 64.0 MB (hardware `tight`)");
    assertThat(person.succeeds("logs", id).out())
        .contains("memory limit")
        .doesNotContain("survived");
    assertThat(person.succeeds("data", "cat", "/jobs/" + id + "/artifacts/profile.txt").out())
        .isEqualTo("tight tight\n");
    Path roomy = person.project("roomy", "hardware: tight\n", "echo fits\n");
    assertThat(person.succeeds("deploy", "-f", roomy.toString()).out()).contains("fits");
  }

  @Test
  void leavesNoCgroupOnceItsServerIsStopped() throws Exception {
    listed();
    ProcessHandle agent = person.agent().orElseThrow();
    List<Path> made =
        Files.readAllLines(person.files().resolve("cgroups")).stream().map(Path::of).toList();
    assumeThat(made).as("cgroups that can be made here").isNotEmpty();
    assertThat(made).allSatisfy(folder -> assertThat(folder).isDirectory());

    person.succeeds("server", "stop");

    while (!ProcessEnd.of(agent)) {
      Thread.onSpinWait();
    }
    assertThat(made).allSatisfy(folder -> assertThat(folder).doesNotExist());
  }

  @Test
  void namesTheLineOfAProfileThatMakesNoSense() throws Exception {
    profiles("small:\n  memmory: 1GB\n");

    Ended listed = person.c3().run("list");

    assertThat(listed.exitCode()).isEqualTo(1);
    assertThat(listed.err()).contains("profiles.yaml, line 2", "memory").doesNotContain("\tat ");
  }
}
