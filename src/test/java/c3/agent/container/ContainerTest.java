package c3.agent.container;

import static org.assertj.core.api.Assertions.assertThat;

import c3.agent.sandbox.SandboxMount;
import c3.agent.sandbox.SandboxView;
import c3.agent.script.RunningScript;
import c3.agent.script.ScriptCommand;
import c3.agent.script.ScriptEnd;
import c3.agent.script.ScriptRunner;
import c3.agent.script.Tools;
import c3.model.JobBounds;
import c3.model.Software;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an engine is asked for a script, and what the script is then.
class ContainerTest {
  private static final Software.Container IMAGE = new Software.Container("localhost/x:1", false);

  @AutoClose
  private final ScriptRunner runner =
      new ScriptRunner(
          Tools.on("/usr/bin:/bin"),
          Thread.ofPlatform().daemon()::unstarted,
          Duration.ofMillis(200));

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @TempDir Path temporary;
  private Path work = Path.of("");
  private SandboxView view = new SandboxView(Path.of("/"), List.of(), List.of());

  @BeforeEach
  void begin() throws IOException {
    work = Files.createDirectories(temporary.toRealPath().resolve("a, \"b\":\nc=é"));
    view = new SandboxView(work, List.of(), List.of());
  }

  private static ScriptCommand script(String text, Path directory, Map<String, String> variables) {
    return new ScriptCommand(
        List.of("bash", "-c", text), directory, variables, Map.of("C3_JOB_WORKDIR", directory));
  }

  /// Runs a script in what the fake engine takes for a container.
  private ScriptEnd run(ScriptCommand command, Container container)
      throws IOException, InterruptedException {
    RunningScript script = runner.start(container.wrap(command, view), this::take);
    return script.await();
  }

  private void take(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      printed.write(bytes.get());
    }
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private Container container(FakeEngine fake) {
    return container(fake, IMAGE, JobBounds.NONE);
  }

  private static Container container(
      FakeEngine fake, Software.Container software, JobBounds bounds) {
    return new Container(
        Engine.find(fake.environment()).orElseThrow(), "c3-job_1-7", software, bounds);
  }

  private FakeEngine podman() throws IOException {
    return new FakeEngine(temporary.resolve("bin"), "podman");
  }

  @Test
  void asksForWorkspaceAndMountsAtTheirPathsWhateverTheyAreCalled() throws Exception {
    FakeEngine podman = podman();
    view =
        new SandboxView(
            work,
            List.of(
                new SandboxMount(Path.of("/trees/1"), Path.of("/data/x,y:z")),
                new SandboxMount(Path.of("/trees/2"), Path.of("data/prev"))),
            List.of(Path.of("/hidden")));

    assertThat(run(script("pwd", work, Map.of()), container(podman)))
        .isEqualTo(new ScriptEnd.Exited(0, false, 0));

    assertThat(printed()).isEqualTo(work + "\n");
    String quoted = work.toString().replace("\"", "\"\"");
    assertThat(podman.asked())
        .containsSubsequence("run", "--rm", "--name", "c3-job_1-7", "--pull=never")
        .containsSubsequence("--network", "host", "--user", "0:0")
        .containsSubsequence(
            "--mount", "type=bind,\"source=" + quoted + "\",\"target=" + quoted + "\"")
        .containsSubsequence(
            "--mount", "type=bind,\"source=/trees/1\",\"target=/data/x,y:z\",readonly")
        .containsSubsequence(
            "--mount", "type=bind,\"source=/trees/2\",\"target=" + quoted + "/data/prev\",readonly")
        .contains("type=bind,\"source=/dev/shm\",\"target=/dev/shm\"")
        .containsSubsequence("--workdir", work.toString(), "--entrypoint", "sh", "localhost/x:1")
        .doesNotContain(
            "--memory", "--cpus", "--gpus=all", "--device=nvidia.com/gpu=all", "/hidden");
  }

  @Test
  void givesTheScriptItsVariablesAndKeepsThemOffTheCommandLine() throws Exception {
    FakeEngine podman = podman();
    Map<String, String> variables =
        Map.of(
            "SECRET", "s3cr3t '\"$HOME`id`\\\nnext",
            "CONTAINERS_CONF", "/mine",
            "UID", "77",
            "PWD", "/elsewhere",
            "LD_LIBRARY_PATH", "/lib:/usr/lib",
            "C3_JOB_ID", "job_1");

    run(script("env -0 | sort -z | tr '\\0' '|'", work, variables), container(podman));

    assertThat(printed())
        .contains("|SECRET=s3cr3t '\"$HOME`id`\\\nnext|")
        .contains("|CONTAINERS_CONF=/mine|", "|LD_LIBRARY_PATH=/lib:/usr/lib|")
        .contains("|UID=77|", "C3_JOB_ID=job_1|", "C3_JOB_WORKDIR=" + work + "|")
        .doesNotContain("c3__");
    assertThat(String.join(" ", podman.asked())).doesNotContain("s3cr3t", "/mine");
    assertThat(podman.asked()).containsSubsequence("--env", "C3_JOB_ID");
    assertThat(container(podman).wrap(script("true", work, variables), view).environment())
        .containsEntry("PATH", podman.environment().get("PATH"))
        .containsEntry("C3_JOB_ID", "job_1")
        .doesNotContainKeys("SECRET", "CONTAINERS_CONF");
  }

  @Test
  void keepsBothStreamsInOrderAndPassesTheExitCode() throws Exception {
    String script = "for i in 1 2 3; do echo out $i; echo err $i >&2; done; exit 42";

    assertThat(run(script(script, work, Map.of()), container(podman())))
        .isEqualTo(new ScriptEnd.Exited(42, false, 0));
    assertThat(printed()).isEqualTo("out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n");
  }

  @Test
  void asksTheScriptToEndAndNotTheEngine() throws Exception {
    String jobId = UUID.randomUUID().toString();
    CountDownLatch up = new CountDownLatch(1);
    String text = "trap 'echo asked; exit 5' TERM; echo up; sleep 1000 & wait; echo went on";
    RunningScript script =
        runner.start(
            container(podman()).wrap(script(text, work, Map.of("C3_JOB_ID", jobId)), view),
            bytes -> {
              take(bytes);
              up.countDown();
            });
    up.await();

    script.stop(Duration.ofMinutes(1));

    assertThat(script.await()).isEqualTo(new ScriptEnd.Exited(5, true, 0));
    assertThat(printed()).isEqualTo("up\nasked\n");
  }

  @Test
  void saysWhatTheImageLacks() throws Exception {
    ScriptCommand lacking =
        new ScriptCommand(List.of("no-such-shell", "run.sh"), work, Map.of(), Map.of());

    assertThat(run(lacking, container(podman())))
        .isEqualTo(
            new ScriptEnd.NotStarted(
                "the image has no `no-such-shell`, which the script needs to begin", false));
  }

  @Test
  void passesOnTheBoundsAndTheGpus() throws Exception {
    FakeEngine podman = podman();
    JobBounds bounds =
        new JobBounds(OptionalInt.of(1500), OptionalLong.of(64_000_000), OptionalInt.of(1));
    Software.Container cuda = new Software.Container("localhost/x:1", true);

    run(script("true", work, Map.of()), container(podman, cuda, bounds));

    assertThat(podman.asked())
        .containsSubsequence("--memory", "64000000b", "--memory-swap", "64000000b")
        .containsSubsequence("--cpus", "1.500", "--device=nvidia.com/gpu=all");
  }

  @Test
  void runsAsTheOwnerOfTheWorkspaceWhereRootIsTheMachinesOwn() throws Exception {
    FakeEngine docker = new FakeEngine(temporary.resolve("docker"), "docker");
    Engine engine =
        new Engine(temporary.resolve("docker/docker"), Engine.Kind.DOCKER, docker.environment());
    Software.Container cuda = new Software.Container("x", true);

    run(script("true", work, Map.of()), new Container(engine, "c3-job_1-7", cuda, JobBounds.NONE));

    String owner =
        Files.getAttribute(work, "unix:uid") + ":" + Files.getAttribute(work, "unix:gid");
    assertThat(docker.asked()).containsSubsequence("--user", owner, "--gpus=all");
  }
}
