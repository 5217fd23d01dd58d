package c3.agent.container;

import c3.agent.script.Answer;
import c3.agent.script.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What runs containers on this machine: podman, or else docker. Its questions take a fraction of a
/// second, and are given up after a minute. Safe for many threads.
///
/// @param program its absolute path
/// @param kind what it understands
/// @param environment what it is started with: the user's own, which says where its images lie
public record Engine(Path program, Kind kind, Map<String, String> environment) {
  private static final Path SOCKET = Path.of("/var/run/docker.sock");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// What an engine understands.
  public enum Kind {
    /// Root of a container is whoever runs podman.
    PODMAN("podman", true, "--device=nvidia.com/gpu=all"),
    /// A daemon runs containers, as root: root of a container is root of the machine.
    DOCKER("docker", false, "--gpus=all"),
    /// The same, with a daemon of the user's own.
    ROOTLESS_DOCKER("docker", true, "--gpus=all");

    private final String name;
    private final boolean mapsRoot;
    private final String gpus;

    Kind(String name, boolean mapsRoot, String gpus) {
      this.name = name;
      this.mapsRoot = mapsRoot;
      this.gpus = gpus;
    }

    /// What people call it.
    public String text() {
      return name;
    }

    /// Whether root of a container is the user of this machine who runs the engine.
    boolean mapsRoot() {
      return mapsRoot;
    }

    /// The option that gives a container the machine's GPUs.
    String gpus() {
      return gpus;
    }
  }

  public Engine {
    environment = Map.copyOf(environment);
  }

  /// Finds podman, or else docker where its daemon listens, on the user's own `PATH`.
  public static Optional<Engine> find(Map<String, String> environment) {
    Tools tools = Tools.onlyOn(environment.getOrDefault("PATH", ""));
    Optional<Engine> podman =
        tools.find("podman").map(program -> new Engine(program, Kind.PODMAN, environment));
    return podman.or(() -> docker(tools, environment));
  }

  /// The program alone is often installed without anything that it could talk to.
  private static Optional<Engine> docker(Tools tools, Map<String, String> environment) {
    String host = environment.getOrDefault("DOCKER_HOST", "");
    if (host.isEmpty() && !Files.exists(SOCKET)) {
      return Optional.empty();
    }
    Kind kind = host.startsWith("unix:///run/user/") ? Kind.ROOTLESS_DOCKER : Kind.DOCKER;
    return tools.find("docker").map(program -> new Engine(program, kind, environment));
  }

  /// Why it would have to pull this image, in its own words; empty when it has it.
  public Optional<String> lacks(String image) {
    Answer answer = ask(true, "image", "inspect", "--format", "{{.Id}}", image);
    return answer.done() ? Optional.empty() : Optional.of(answer.lastLine());
  }

  /// The first process of a container, as this machine numbers it; absent before it has begun and
  /// after it has ended.
  public OptionalLong firstProcess(String container) {
    String pid =
        ask(false, "container", "inspect", "--format", "{{.State.Pid}}", container).lastLine();
    return pid.matches("[1-9][0-9]{0,9}")
        ? OptionalLong.of(Long.parseLong(pid))
        : OptionalLong.empty();
  }

  /// Kills a container and removes it, if it is there. Returns whether it is gone.
  public boolean remove(String container) {
    if (ask(false, "rm", "--force", "--volumes", container).done()) {
      return true;
    }
    Answer left = ask(false, "ps", "--all", "--quiet", "--filter", "name=^" + container + "$");
    return left.done() && left.text().isBlank();
  }

  /// @param complaints whether what it writes to stderr is part of the answer
  private Answer ask(boolean complaints, String... question) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(question));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(complaints);
    if (!complaints) {
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    }
    builder.environment().clear();
    builder.environment().putAll(environment);
    return Answer.of(builder, PATIENCE);
  }
}
