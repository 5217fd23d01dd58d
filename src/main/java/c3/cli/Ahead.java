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
    // What the parser of command lines would look for, and no command of c3 uses: a class of
    // Groovy's in the jar, and how to read a `java.sql.Time`.
    System.setProperty("picocli.disable.closures", "true");
    System.setProperty("picocli.converters.excludes", "java.*");
    // Nearly all commands: the first JSON has constants made for the longest decimal numbers, and
    // the first URL has the whole jar searched for protocols.
    inBackground(() -> {
      Json.readValue("0");
      URI.create("http://localhost/").toURL();
    });
    if (arguments.indexOf("deploy") == 0) {
      // File calls are linked when the first is made.
      inBackground(() -> {
        FileStatus.of(Path.of("/"));
        new SecureRandom();
      });
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void inBackground(Work work) {
    Thread.ofPlatform()
        .daemon()
        .name("ahead")
        .start(() -> {
          try {
            work.run();
          } catch (IOException e) {
            // Whoever needs it meets the same failure, and says so.
          }
        });
  }
}
