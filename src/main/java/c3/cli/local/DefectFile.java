package c3.cli.local;

import c3.cli.Cli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Optional;

/// Writes defects of a command down in `client.log`, so that no stack trace reaches a terminal.
///
/// @param home where c3 keeps its files
/// @param clock when it happened
public record DefectFile(Home home, Clock clock) implements Cli.DefectLog {
  @Override
  public Optional<String> write(RuntimeException defect) {
    Path file = home.root().resolve("client.log");
    StringWriter trace = new StringWriter();
    defect.printStackTrace(new PrintWriter(trace));
    try {
      home.prepared();
      Logs.putAside(file);
      Files.writeString(
          file,
          clock.instant() + " " + trace,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      return Optional.of(file.toString());
    } catch (IOException e) {
      // There is nowhere to write it; the one line on stderr must do.
      return Optional.empty();
    }
  }
}
