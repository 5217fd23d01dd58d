package c3.agent.sandbox;

import c3.agent.script.Containment;
import c3.agent.script.Launch;
import c3.agent.script.ScriptEnd;
import c3.agent.script.ScriptRunner;
import c3.agent.script.Word;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A process that runs one script as an agent does, to be killed in the middle.
final class AgentToKill {
  private AgentToKill() {}

  /// Starts the agent in a JVM of its own; it passes on what the script prints.
  static Process start(Launch launch) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AgentToKill.class.getName(),
                launch.containment().name()));
    launch.arguments().forEach(word -> command.add(word.escaped()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    builder.environment().putAll(launch.environment());
    return builder.start();
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Launch launch =
        new Launch(
            Stream.of(arguments).skip(1).map(Word::new).toList(),
            Map.copyOf(System.getenv()),
            Containment.valueOf(arguments[0]));
    try (ScriptRunner runner =
        new ScriptRunner(
            Workbench.TOOLS, Thread.ofPlatform().daemon()::unstarted, Duration.ofSeconds(1))) {
      ScriptEnd end =
          runner
              .start(
                  launch,
                  bytes -> {
                    while (bytes.hasRemaining()) {
                      System.out.write(bytes.get());
                    }
                    System.out.flush();
                  })
              .await();
      System.out.println(end);
    }
  }
}
