package c3.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What a command finds around it; made once, in `Main`, so that everything else has it handed in.
///
/// @param variables the environment variables
/// @param directory the current directory, absolute
/// @param clock the time for people
/// @param random where ids and keys come from; unguessable
public record Environment(
    Map<String, String> variables, Path directory, Clock clock, RandomGenerator random) {
  public Environment {
    variables = Map.copyOf(variables);
  }

  /// A variable that is set to something.
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }
}
