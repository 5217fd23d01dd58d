package c3.cli.terminal;

import c3.json.Json;
import c3.json.JsonValue;
import c3.model.C3Exception;
import java.io.PrintStream;
import java.util.List;

/// Where a command says things: the result on stdout, everything else on stderr. With JSON asked
/// for, stdout holds JSON alone.
///
/// @param out the result
/// @param err progress, notes, warnings and errors
/// @param outTerminal whether a person watches stdout
/// @param errTerminal whether a person watches stderr
/// @param redraws whether lines on stderr may be redrawn in place: never with `NO_COLOR` or on a
///   dumb terminal
/// @param errorWord what an error begins with
public record Output(
    PrintStream out,
    PrintStream err,
    boolean outTerminal,
    boolean errTerminal,
    boolean redraws,
    String errorWord) {
  /// What errors of `c3` begin with.
  public static final String ERROR = "error";

  /// One line of the result. Who watches sees it at once.
  public void result(String line) {
    out.println(outTerminal ? Names.shown(line) : line);
    if (outTerminal) {
      out.flush();
    }
  }

  /// The result for programs.
  public void json(JsonValue value) {
    out.println(Json.write(value));
  }

  /// The same for a list.
  public void json(List<? extends JsonValue> values) {
    json(new JsonValue.Items(List.copyOf(values)));
  }

  /// One line that is not the result. It is written at once: it says what goes on. What it follows
  /// comes before it, also where both go to one file.
  public void note(String line) {
    out.flush();
    err.println(errTerminal ? Names.shown(line) : line);
    err.flush();
  }

  /// One line that a person should read although the command goes on.
  public void warning(String line) {
    note("warning: " + line);
  }

  /// What went wrong, and what to do about it.
  public void error(C3Exception failure) {
    error(failure.message());
    failure.hint().ifPresent(this::hint);
  }

  /// What went wrong.
  public void error(String message) {
    note(errorWord + ": " + message);
  }

  private void hint(String hint) {
    String[] lines = hint.split("\n", -1);
    // A hint of several lines is a list of candidates, not something to type.
    note(lines.length == 1 ? "  try: " + hint : "  " + String.join("\n  ", lines));
  }

  /// Writes out what is buffered; false when nobody reads stdout any more.
  public boolean flushed() {
    boolean broken = out.checkError();
    err.flush();
    return !broken;
  }
}
