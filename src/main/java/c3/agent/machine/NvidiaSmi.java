package c3.agent.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The driver's own program, asked for the GPUs.
///
/// @param program absent where the machine has none
/// @param patience how long its answer may take
public record NvidiaSmi(Optional<Path> program, Duration patience) implements GpuProbe.Query {
  private static final int ANSWER_BYTES_MAX = 1 << 16;

  @Override
  public Optional<List<String>> ask() {
    if (program.isEmpty()) {
      return Optional.empty();
    }
    try {
      return answer(
          new ProcessBuilder(
                  program.get().toString(),
                  "--query-gpu=index,name,memory.total",
                  "--format=csv,noheader,nounits")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /// A few lines fit into the pipe, so the program never waits for its reader.
  private Optional<List<String>> answer(Process process) throws IOException, InterruptedException {
    try (InputStream output = process.getInputStream()) {
      process.getOutputStream().close();
      if (!process.waitFor(patience) || process.exitValue() != 0) {
        return Optional.empty();
      }
      String text = new String(output.readNBytes(ANSWER_BYTES_MAX), StandardCharsets.UTF_8);
      return Optional.of(text.lines().toList());
    } finally {
      process.destroyForcibly();
    }
  }
}
