package c3.cli.local;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// This very program, to be started once more: the same build, whatever the sources say by now.
///
/// @param launcher the launcher that started this process
/// @param build the twelve hex digits of the jar
public record Program(Path launcher, String build) {
  /// Not by `env`, which takes a path with a `=` in it for another variable.
  private static final String BUILD_HANDED_IN = "export C3_BUILD=\"$0\"; exec \"$@\"";

  private static final int LINES_SIZE_MAX = 64 * 1024;

  /// Starts it in a session of its own, so that neither Ctrl-C nor the end of a terminal reaches
  /// it, with nothing inherited from this process's input and output.
  public Process startInBackground(Path log, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of("setsid"));
    words.addAll(command(arguments));
    return new ProcessBuilder(words)
        .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(Redirect.appendTo(log.toFile()))
        .redirectErrorStream(true)
        .directory(Path.of("/").toFile())
        .start();
  }

  /// The words that start it. The process that they start becomes it.
  public List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", BUILD_HANDED_IN, build, launcher.toString()));
    command.addAll(List.of(arguments));
    return List.copyOf(command);
  }

  /// The lines of a log behind an offset, as far as 64 KiB of them.
  static List<String> linesFrom(Path log, long offset) throws IOException {
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
      channel.position(Math.min(offset, channel.size()));
      InputStream source = Channels.newInputStream(channel);
      return new String(source.readNBytes(LINES_SIZE_MAX), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
