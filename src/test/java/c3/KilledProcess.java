package c3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A JVM of a test's own that is killed with SIGKILL while it works. It acknowledges what it has
/// done with lines, one after the other.
public final class KilledProcess {
  private static final String END = " .";

  private KilledProcess() {}

  /// Runs a main class, kills it when it has acknowledged that many times, and returns every
  /// acknowledgement, also of what it did until the signal arrived.
  ///
  /// @param own an existing directory, for what the process forgets to remove
  public static List<String> after(
      int acknowledgements, Path own, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + own,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = process.inputReader()) {
      for (int left = acknowledgements; left > 0; left--) {
        lines.add(Optional.ofNullable(out.readLine()).orElseThrow());
      }
      // Process.destroyForcibly would close the stream as well.
      process.toHandle().destroyForcibly();
      out.lines().forEach(lines::add);
    }
    assertThat(process.waitFor()).isNotZero();
    // A line without its end was being written.
    return lines.stream()
        .filter(line -> line.endsWith(END))
        .map(line -> line.substring(0, line.length() - END.length()))
        .toList();
  }

  /// In that process: acknowledges something, in one line. Safe for many threads.
  public static void acknowledge(String what) {
    PrintStream out = System.out;
    synchronized (out) {
      out.println(what + END);
      out.flush();
    }
  }
}
