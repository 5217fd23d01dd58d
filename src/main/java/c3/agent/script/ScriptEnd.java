package c3.agent.script;

/// How a script ended.
public sealed interface ScriptEnd {
  /// Whether a signal of [RunningScript#stop] reached it first. A script that had ended by itself
  /// keeps its own end.
  boolean stopped();

  /// The script ran.
  ///
  /// @param exitCode its exit code, 128 + n when signal n ended it
  /// @param lostBytes how many bytes of its output the sink could not take
  record Exited(int exitCode, boolean stopped, long lostBytes) implements ScriptEnd {}

  /// The kernel killed a process of the script for a bound that all of them went over together, and
  /// so all of them were killed.
  ///
  /// @param message which bound, in one line
  /// @param lostBytes how many bytes of its output the sink could not take
  record OverLimit(String message, long lostBytes) implements ScriptEnd {
    /// The exit code of a script that SIGKILL ended.
    public static final int EXIT_CODE = 128 + 9;

    @Override
    public boolean stopped() {
      return false;
    }
  }

  /// The script never began.
  ///
  /// @param message why, in one line
  record NotStarted(String message, boolean stopped) implements ScriptEnd {}
}
