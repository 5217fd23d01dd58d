package c3.cli;

import c3.json.Json;
import c3.posix.FileStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/// What is begun ahead of need, on another core, so that a quick command has it when it gets there.
final class Ahead {
  private Ahead() {}

  /// Begins what this command line will come to.
  static void begin(List<String> arguments) {
    keepTheParserShort();
    // Nearly all commands: the first JSON has constants made for the longest decimal numbers, and
    // the first URL has the whole jar searched for protocols.
    inBackground(() -> {
      Json.readValue("0");
      URI.create("http://localhost/").toURL();
    });
    if (!arguments.isEmpty() && arguments.getFirst().equals("deploy")) {
      // File calls are linked when the first is made.
      inBackground(() -> {
        FileStatus.of(Path.of("/"));
        new SecureRandom();
      });
    }
  }

  /// Turns off what picocli would look for and no command uses: a class of Groovy's in the jar, and
  /// how to read types of `java.sql`, `java.time` and `java.nio`.
  private static void keepTheParserShort() {
    System.setProperty("picocli.disable.closures", "true");
    System.setProperty("picocli.converters.excludes", "java.*");
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void inBackground(Work work) {
    Thread.ofPlatform()
        .daemon()
        .name("ahead")
        .uncaughtExceptionHandler((_, _) -> {})
        .start(() -> {
          try {
            work.run();
          } catch (IOException e) {
            // Whoever needs it meets the same failure, and says so; so it is with what is not
            // caught.
          }
        });
  }
}
