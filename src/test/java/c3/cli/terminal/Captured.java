package c3.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a command says, kept apart by where it says it.
public final class Captured {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Output output;

  /// @param terminal whether a person watches both
  public Captured(boolean terminal) {
    this(terminal, Output.ERROR);
  }

  /// @param errorWord what an error begins with
  public Captured(boolean terminal, String errorWord) {
    output =
        new Output(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            terminal,
            terminal,
            terminal,
            errorWord);
  }

  public Output output() {
    return output;
  }

  /// stdout so far.
  public String out() {
    output.out().flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  /// stderr as far as it was written; what stays in a buffer is not.
  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /// The lines of stderr.
  public List<String> errors() {
    return err().lines().toList();
  }
}
