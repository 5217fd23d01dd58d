package c3.agent.sandbox;

import c3.agent.script.ScriptCommand;
import c3.agent.script.StartMarker;
import c3.agent.script.Tools;
import c3.agent.script.Word;
import c3.model.C3Exception;
import java.util.ArrayList;
import java.util.List;

/// The last step inside a process table of its own: a small pid 1 that says that the script begins,
/// runs it in a session of its own, and ends with its exit code. The script is never pid 1: it
/// would ignore signals and inherit strangers. When pid 1 ends the kernel kills what is left, and
/// whoever waits for pid 1 waits for that too.
final class InitStep {
  /// The shell's own remarks on how a script ended stay out of the log, hence descriptor 3.
  private static final String PID_ONE =
      """
      printf %s "$1" || exit 125
      shift
      exec 3>&2 2>/dev/null
      "$@" 2>&3 3>&-
      exit "$?"
      """;

  private InitStep() {}

  static List<Word> of(ScriptCommand command, Tools tools) throws C3Exception {
    List<Word> words = new ArrayList<>();
    words.add(Word.of(tools.require("bash")));
    for (String word : List.of("-p", "-c", PID_ONE, "c3", StartMarker.TEXT)) {
      words.add(Word.of(word));
    }
    words.add(Word.of(tools.require("setsid")));
    words.addAll(command.finalStep(tools));
    return List.copyOf(words);
  }
}
