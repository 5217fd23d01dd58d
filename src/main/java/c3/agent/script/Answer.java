package c3.agent.script;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What one of the machine's programs answers when it is asked something.
///
/// @param done whether it did what it was asked
/// @param text what it printed, at most 64 KiB; or why there is no answer
public record Answer(boolean done, String text) {
  private static final int BYTES_MAX = 1 << 16;

  /// Asks, and waits no longer than this. An interrupt ends the wait, and the thread stays
  /// interrupted. For a few lines, which fit into the pipe: the program never waits for its reader.
  public static Answer of(ProcessBuilder program, Duration patience) {
    try {
      return of(program.start(), patience);
    } catch (IOException e) {
      return new Answer(false, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(false, "the agent is being ended");
    }
  }

  private static Answer of(Process process, Duration patience)
      throws IOException, InterruptedException {
    try (InputStream output = process.getInputStream()) {
      process.getOutputStream().close();
      if (!process.waitFor(patience)) {
        return new Answer(false, "no answer within " + patience.toSeconds() + " s");
      }
      return new Answer(
          process.exitValue() == 0,
          new String(output.readNBytes(BYTES_MAX), StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  /// The last line that is not empty.
  public String lastLine() {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce("", (before, line) -> line);
  }
}
