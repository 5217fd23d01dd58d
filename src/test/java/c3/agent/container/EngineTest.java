package c3.agent.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which engine a machine has.
class EngineTest {
  @TempDir Path folder;

  private Optional<Engine.Kind> found(Map<String, String> environment) {
    return Engine.find(environment).map(Engine::kind);
  }

  private Map<String, String> withDaemon(String at) {
    Map<String, String> environment = new HashMap<>(Map.of("PATH", folder.toString()));
    environment.put("DOCKER_HOST", at);
    return environment;
  }

  @Test
  void findsNothingWhereNothingIsOnThePath() {
    assertThat(found(Map.of())).isEmpty();
    assertThat(found(Map.of("PATH", folder + "::relative"))).isEmpty();
    assertThat(found(withDaemon("unix:///run/docker.sock"))).isEmpty();
  }

  @Test
  void prefersPodman() throws Exception {
    new FakeEngine(folder, "docker");
    new FakeEngine(folder, "podman");

    assertThat(found(withDaemon("unix:///run/docker.sock"))).contains(Engine.Kind.PODMAN);
  }

  @Test
  void takesDockerOnlyWithItsDaemonAndKnowsWhoseThatIs() throws Exception {
    new FakeEngine(folder, "docker");

    assertThat(found(withDaemon("tcp://127.0.0.1:2375"))).contains(Engine.Kind.DOCKER);
    assertThat(found(withDaemon("unix:///run/user/1000/docker.sock")))
        .contains(Engine.Kind.ROOTLESS_DOCKER);
  }

  @Test
  void saysThatAContainerIsGoneOnlyWhenTheEngineDoes() throws Exception {
    FakeEngine fake = new FakeEngine(folder, "podman");
    Engine engine = Engine.find(fake.environment()).orElseThrow();
    Engine broken = new Engine(Path.of("/bin/false"), Engine.Kind.PODMAN, Map.of());
    Engine missing = new Engine(folder.resolve("gone"), Engine.Kind.PODMAN, Map.of());

    assertThat(engine.remove("c3-job_1-1")).isTrue();
    assertThat(fake.removed()).containsExactly("c3-job_1-1");
    assertThat(broken.remove("c3-job_1-1")).isFalse();
    assertThat(missing.remove("c3-job_1-1")).isFalse();
    assertThat(broken.firstProcess("c3-job_1-1")).isEmpty();
  }
}
