package c3.agent.script;

import c3.model.C3Exception;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a job runs.
///
/// @param command program and arguments; the program is looked for in the job's own `PATH`
/// @param directory where it runs; absolute
/// @param environment its variables, all of them but for `paths`
/// @param paths variables whose value is a path, which may have any bytes
public record ScriptCommand(
    List<String> command,
    Path directory,
    Map<String, String> environment,
    Map<String, Path> paths) {
  /// Variables that a bash on the way to the script sets, changes or takes for itself.
  private static final List<String> SHELL_VARIABLES =
      List.of(
          "_",
          "OLDPWD",
          "PWD",
          "SHLVL",
          "BASHOPTS",
          "SHELLOPTS",
          "BASHPID",
          "BASH_ARGV0",
          "COMP_WORDBREAKS",
          "DIRSTACK",
          "EPOCHREALTIME",
          "EPOCHSECONDS",
          "EUID",
          "FUNCNAME",
          "GROUPS",
          "HISTCMD",
          "LINENO",
          "OPTIND",
          "PPID",
          "RANDOM",
          "SECONDS",
          "SRANDOM",
          "UID");

  /// What the variables of c3's own shell programs begin with.
  private static final String OWN_PREFIX = "c3__";

  /// Variables by which the C library loads code or data into whatever program starts with them.
  /// The programs that build the sandbox stand outside of it, so these are set for the script
  /// alone.
  private static final String LOADER_PREFIX = "LD_";

  private static final List<String> LOADER_VARIABLES =
      List.of("GLIBC_TUNABLES", "GCONV_PATH", "LOCPATH", "NLSPATH", "BASH_ENV");

  /// Copies the collections; throws `IllegalArgumentException` for a command that `env` would take
  /// for something else, or a directory that is not absolute.
  public ScriptCommand {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    paths = Map.copyOf(paths);
    if (command.isEmpty() || command.getFirst().isEmpty() || command.getFirst().contains("=")) {
      throw new IllegalArgumentException("a command needs a program, without `=` in its name");
    }
    if (!directory.isAbsolute()) {
      throw new IllegalArgumentException("a command runs in an absolute directory");
    }
  }

  /// What the programs on the way to the script are started with.
  public Map<String, String> passed() {
    return environment.entrySet().stream()
        .filter(variable -> !isForTheScriptAlone(variable.getKey()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static boolean isForTheScriptAlone(String name) {
    return SHELL_VARIABLES.contains(name)
        || name.startsWith(OWN_PREFIX)
        || name.startsWith(LOADER_PREFIX)
        || LOADER_VARIABLES.contains(name);
  }

  /// The arguments that become the script with exactly this environment, out of a process that was
  /// started with [#passed] and went through any number of shells.
  public List<Word> finalStep(Tools tools) throws C3Exception {
    return finalStep(Word.of(tools.require("env")));
  }

  /// The same with this `env`, such as one of another file system.
  public List<Word> finalStep(Word env) {
    List<Word> words = new ArrayList<>();
    words.add(env);
    List<Word> assignments = new ArrayList<>();
    for (String name : SHELL_VARIABLES) {
      if (!environment.containsKey(name)) {
        words.addAll(List.of(Word.of("-u"), Word.of(name)));
      }
    }
    environment.forEach((name, value) -> {
      if (isForTheScriptAlone(name)) {
        assignments.add(Word.of(name + "=" + value));
      }
    });
    paths.forEach((name, value) -> assignments.add(Word.assignment(name, value)));
    words.add(Word.of("--"));
    words.addAll(assignments);
    command.forEach(word -> words.add(Word.of(word)));
    return List.copyOf(words);
  }
}
