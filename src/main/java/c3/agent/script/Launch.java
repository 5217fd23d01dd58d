package c3.agent.script;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What to spawn for a job: the arguments as a sandbox arranged them, and what is known of the
/// processes they make. The arguments must print [StartMarker#TEXT] right before they become the
/// script: what is printed before it is the sandbox's own complaint and not the script's output.
///
/// @param arguments program and arguments; the program is an absolute path
/// @param environment the environment of the first process; its `C3_JOB_ID`, where there is one,
///   marks the job's processes
/// @param containment how the job's processes are kept together
public record Launch(
    List<Word> arguments, Map<String, String> environment, Containment containment) {
  public Launch {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /// Arranges a launch.
  @FunctionalInterface
  public interface Source {
    /// The launch; throws `C3Exception` when there can be none.
    Launch launch() throws IOException;
  }
}
