package c3.scenario;

import java.util.List;

/// What a process left behind when it ended. A process killed by signal n has exit code 128 + n.
public record Ended(int exitCode, String out, String err) {
  /// The lines it printed to stdout.
  public List<String> lines() {
    return out.lines().toList();
  }
}
