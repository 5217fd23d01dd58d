package c3.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program started as a person starts it: a process with its own environment, which holds only
/// what a test put there, and with nothing on its stdin. A value: `with` and `in` return another
/// one.
public record Program(List<String> command, Path folder, Map<String, String> environment) {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  public Program {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /// A program for a person with this home, who stands in it and has the usual tools on the PATH.
  public static Program of(Path file, Path home) {
    var environment = Map.of("HOME", home.toString(), "PATH", "/usr/local/bin:/usr/bin:/bin");
    return new Program(List.of(file.toString()), home, environment);
  }

  /// The same with a variable set.
  public Program with(String name, String value) {
    var changed = new HashMap<>(environment);
    changed.put(name, value);
    return new Program(command, folder, changed);
  }

  /// The same with a variable removed.
  public Program without(String name) {
    var changed = new HashMap<>(environment);
    changed.remove(name);
    return new Program(command, folder, changed);
  }

  /// The same, started in another folder.
  public Program in(Path other) {
    return new Program(command, other, environment);
  }

  /// The same, started by another program, whose command line these words begin.
  public Program under(String... words) {
    return new Program(
        Stream.concat(Stream.of(words), command.stream()).toList(), folder, environment);
  }

  /// Runs it to its end. A run that takes longer than any should is killed, with all that it
  /// started, and fails the test with what it had printed.
  public Ended run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).end();
  }

  /// Starts it.
  public Running start(String... arguments) throws IOException {
    Path out = Files.createTempFile("c3-scenario", ".out");
    Path err = Files.createTempFile("c3-scenario", ".err");
    var builder =
        new ProcessBuilder(Stream.concat(command.stream(), Stream.of(arguments)).toList())
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  /// A program that was started. Closing it kills it and what it started, if that still runs.
  public record Running(Process process, Path out, Path err) implements AutoCloseable {
    /// Types Ctrl-C.
    public void interrupt() throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /// Waits for its end.
    public Ended end() throws IOException, InterruptedException {
      try (this) {
        if (process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
          return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        }
        throw new AssertionError(
            "still running after " + LIMIT + ": " + Files.readString(out) + Files.readString(err));
      }
    }

    @Override
    public void close() throws IOException {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }
}
